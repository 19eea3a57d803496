package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"provenance/internal/query"
)

// describeCompletion gives cobra's commands of completion a help like that of all
// others.
func describeCompletion(c *cobra.Command) {
	c.Short = "Generate a completion script for your shell"
	c.Long = "Generate a script that makes your shell complete commands, flags and names on record:\nbash, zsh, fish or powershell.\n\n" + status(exitOK, exitUsage)
	c.Example = "  source <(provenance completion bash)"
	c.RunE = func(cmd *cobra.Command, args []string) error { return cmd.Help() }
	install := map[string]string{
		"bash": `  source <(provenance completion bash)
  provenance completion bash > /etc/bash_completion.d/provenance`,
		"zsh": `  source <(provenance completion zsh)
  provenance completion zsh > "${fpath[1]}/_provenance"`,
		"fish": `  provenance completion fish | source
  provenance completion fish > ~/.config/fish/completions/provenance.fish`,
		"powershell": `  provenance completion powershell | Out-String | Invoke-Expression`,
	}
	needs := map[string]string{
		"bash": " It needs the package bash-completion.",
		"zsh":  "\nIf completion is off in your shell, turn it on with: autoload -U compinit; compinit",
	}
	for _, sub := range c.Commands() {
		sub.Short = "Generate the completion script for " + sub.Name()
		sub.Long = fmt.Sprintf("Generate the completion script for %s.%s\n\n%s", sub.Name(), needs[sub.Name()], status(exitOK, exitFailure, exitUsage))
		sub.Example = install[sub.Name()]
	}
}

// completionTime is how long the completion of a word may take.
const completionTime = 2 * time.Second

// complete completes slugs of the given kinds from the database; without a database it
// is silent.
func (a *app) complete(kinds ...string) func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return completeFrom(a.openRead, kinds...)
}

// completeFrom completes slugs of the given kinds from the database that open opens.
func completeFrom(open func(context.Context) (*query.DB, error), kinds ...string) func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return func(cmd *cobra.Command, args []string, prefix string) ([]string, cobra.ShellCompDirective) {
		ctx, cancel := context.WithTimeout(cmd.Context(), completionTime)
		defer cancel()
		db, err := open(ctx)
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		defer db.Close()
		var out []string
		for _, k := range kinds {
			s, err := db.Slugs(ctx, k, prefix)
			if err != nil {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			out = append(out, s...)
		}
		return out, cobra.ShellCompDirectiveNoFileComp
	}
}
