package main

import (
	"runtime/debug"
	"testing"
)

// TestVersionNamesTheCommit: the commit stands after the version where the build
// recorded it, with a mark where the sources were changed.
func TestVersionNamesTheCommit(t *testing.T) {
	built := func(settings ...debug.BuildSetting) *debug.BuildInfo { return &debug.BuildInfo{Settings: settings} }
	revision := debug.BuildSetting{Key: "vcs.revision", Value: "0123456789abcdef0123456789abcdef01234567"}
	for _, tt := range []struct {
		name string
		info *debug.BuildInfo
		want string
	}{
		{"no build information", nil, ""},
		{"no commit", built(debug.BuildSetting{Key: "CGO_ENABLED", Value: "1"}), ""},
		{"a commit", built(revision, debug.BuildSetting{Key: "vcs.modified", Value: "false"}), " (commit 0123456789ab)"},
		{"a changed commit", built(revision, debug.BuildSetting{Key: "vcs.modified", Value: "true"}), " (commit 0123456789ab+dirty)"},
		{"a short revision", built(debug.BuildSetting{Key: "vcs.revision", Value: "42"}), " (commit 42)"},
		{"changes of no commit", built(debug.BuildSetting{Key: "vcs.modified", Value: "true"}), ""},
	} {
		if got := commitOf(tt.info); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
