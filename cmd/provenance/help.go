package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"provenance/internal/model"
)

// describeHelp makes cobra's command help refuse a command that does not exist.
func describeHelp(c *cobra.Command) {
	c.Short = "Show the help of a command"
	c.Long = "Show the help of a command.\n\n" + status(exitOK, exitUsage)
	c.Example = "  provenance help ingest"
	c.Run = nil
	c.RunE = func(cmd *cobra.Command, args []string) error {
		of, rest, err := cmd.Root().Find(args)
		if err != nil {
			return err
		}
		if err := noSubcommand(of, rest); err != nil {
			return err
		}
		of.InitDefaultHelpFlag()
		of.InitDefaultVersionFlag()
		return of.Help()
	}
}

// noSubcommand returns the usage error for words after a command that has
// subcommands and none of that name, nil where there is no such word.
func noSubcommand(cmd *cobra.Command, words []string) error {
	if !cmd.HasSubCommands() || len(words) == 0 {
		return nil
	}
	if err := cmd.ValidateArgs(words); err != nil || cmd.RunE == nil {
		return err
	}
	return cmd.RunE(cmd, words)
}

// refuseHelpOfNothing makes --help after a command that does not exist a usage
// error: cobra would print the help of the command before it.
func refuseHelpOfNothing(a *app, root *cobra.Command) {
	help := root.HelpFunc()
	root.SetHelpFunc(func(cmd *cobra.Command, args []string) {
		if a.badHelp = noSubcommand(cmd, cmd.Flags().Args()); a.badHelp == nil {
			help(cmd, args)
		}
	})
}

// statusHeading begins the section of a command's help that status writes.
const statusHeading = "EXIT STATUS\n"

// printStatusLast moves the exit statuses from the description of each command to
// the end of its help, so that the examples come first.
func printStatusLast(c *cobra.Command, template string) {
	if text, statuses, ok := strings.Cut(c.Long, "\n\n"+statusHeading); ok {
		c.Long = text
		c.SetHelpTemplate(template + "\n" + statusHeading + statuses + "\n")
	}
	for _, sub := range c.Commands() {
		printStatusLast(sub, template)
	}
}

// flagError makes a wrong flag a usage error, in words for people.
func flagError(cmd *cobra.Command, err error) error {
	text := err.Error()
	for _, kind := range [][2]string{
		{"strconv.ParseInt", "not a whole number"}, {"strconv.ParseBool", "want true or false"}, {"time: ", "want a duration such as 30s or 2m"},
	} {
		if before, _, ok := strings.Cut(text, " flag: "+kind[0]); ok {
			text = before + " flag: " + kind[1]
		}
	}
	if name, ok := strings.CutPrefix(text, "unknown flag: "); ok {
		var all []string
		for line := range strings.Lines(cmd.Flags().FlagUsages()) { // which leaves hidden flags out
			if _, flag, ok := strings.Cut(line, "--"); ok {
				all = append(all, "--"+strings.Fields(flag)[0])
			}
		}
		text = fmt.Sprintf("unknown flag %q%s", name, didYouMean(name, all))
	}
	return usage("%s; see '%s --help'", text, cmd.CommandPath())
}

// wrapArgs makes a wrong number of arguments a usage error.
func wrapArgs(c *cobra.Command) {
	if c.Args == nil {
		return
	}
	inner := c.Args
	c.Args = func(cmd *cobra.Command, args []string) error {
		err := inner(cmd, args)
		switch {
		case err == nil:
			return nil
		case cmd.HasSubCommands() && strings.HasPrefix(err.Error(), "unknown command") && !strings.Contains(err.Error(), "did you mean"):
			return usage("%w", unknown("command", args[0], subcommands(cmd)))
		case !cmd.HasSubCommands() && strings.HasPrefix(err.Error(), "unknown command"): // cobra says so of any argument
			return usage("unexpected argument %q; usage: %s", args[0], cmd.UseLine())
		}
		var most, got int // cobra says "accepts at most 1 arg(s), received 2"
		text := strings.Replace(err.Error(), "at most ", "", 1)
		if _, err := fmt.Sscanf(text, "accepts %d arg(s), received %d", &most, &got); err == nil && got > most {
			return usage("unexpected argument %q; usage: %s", args[most], cmd.UseLine())
		}
		if strings.Contains(text, " arg(s)") {
			return usage("an argument is missing; usage: %s", cmd.UseLine())
		}
		return usage("%w; usage: %s", err, cmd.UseLine())
	}
}

// unknown says that a word is none of those that may stand there. Errors about words that
// the program itself knows (formats, kinds, columns and the like) are all worded so.
func unknown(what, word string, all []string) error {
	return fmt.Errorf("unknown %s %q%s: one of %s", what, word, didYouMean(word, all), strings.Join(all, ", "))
}

// didYouMean is a hint at the word of a list that was most likely meant, "" for none.
func didYouMean(word string, all []string) string {
	near := model.Closest(word, slices.Clone(all))
	if i := slices.IndexFunc(all, func(s string) bool { return strings.HasPrefix(s, word) }); near == "" && word != "" && i >= 0 {
		near = all[i]
	}
	if near == "" {
		return ""
	}
	return fmt.Sprintf(" (did you mean %q?)", near)
}

// subcommands are the names of the commands of a command.
func subcommands(cmd *cobra.Command) []string {
	var names []string
	for _, c := range cmd.Commands() {
		names = append(names, c.Name())
	}
	return names
}

// status is the EXIT STATUS section of a command's help.
func status(codes ...int) string {
	text := map[int]string{
		exitOK: "success", exitFailure: "failure", exitUsage: "usage error", exitRejected: "input rejected, nothing written",
		exitFlags: "flags found (--fail-on)", exitPartial: "drawn without something that you named", exitSignal: "interrupted",
	}
	var b strings.Builder
	b.WriteString(statusHeading)
	for _, c := range append(codes, exitSignal) {
		fmt.Fprintf(&b, "  %3d  %s\n", c, text[c])
	}
	return strings.TrimRight(b.String(), "\n")
}
