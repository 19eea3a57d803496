package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"

	"provenance"
)

func newVersion(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version",
		Long:    "Print the version of provenance and, where it is known, the commit it was built from.\n\n" + status(exitOK, exitUsage),
		Example: "  provenance version",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			_, err := fmt.Fprintln(a.out, "provenance", version())
			return err
		},
	}
}

// version is the version of the program, with the commit where it is known.
func version() string {
	info, _ := debug.ReadBuildInfo()
	return provenance.Version + commitOf(info)
}

// commitOf returns the commit that a program was built from, as
// " (commit 0123456789ab)" or " (commit 0123456789ab+dirty)"; "" if it is not known.
func commitOf(info *debug.BuildInfo) string {
	if info == nil {
		return ""
	}
	commit, dirty := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			commit = s.Value[:min(len(s.Value), 12)]
		case s.Key == "vcs.modified" && s.Value == "true":
			dirty = "+dirty"
		}
	}
	if commit == "" {
		return ""
	}
	return fmt.Sprintf(" (commit %s%s)", commit, dirty)
}
