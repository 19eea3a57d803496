package sarif

import "testing"

func TestFilesAsURIs(t *testing.T) {
	for file, want := range map[string]artifact{
		"data/scores.csv": {"data/scores.csv", "%SRCROOT%"},
		"./a b/Ä%.csv":    {"a%20b/%C3%84%25.csv", "%SRCROOT%"},
		"x:y.csv":         {"./x:y.csv", "%SRCROOT%"},
		"../up.csv":       {"../up.csv", ""},
		"/a b/c#1.csv":    {"file:///a%20b/c%231.csv", ""},
		"-":               {"stdin", ""},
	} {
		if got := artifactOf(file); got != want {
			t.Errorf("%s: got %v, want %v", file, got, want)
		}
	}
}
