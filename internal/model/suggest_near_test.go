package model

import "testing"

func TestNearIsOfTheSameFamilyAndVersion(t *testing.T) {
	variants := []string{"deepseek-v3.1", "llama-4-scout-17b-16e", "llama-4-maverick-17b-128e", "gpt-4o", "claude-3-opus"}
	for name, want := range map[string]string{
		"llama-4-scout-17b-16": "llama-4-scout-17b-16e", "llama-4-maverik-17b-128e": "llama-4-maverick-17b-128e",
		"deepseek-r1": "", "deepseek-v3": "", "deepseek-v3.2": "", "llama-3-scout-17b-16e": "", "gpt-5o": "", "gpt-4o-mini": "", "claude-3-haiku": "", "": "",
	} {
		if got := Near(name, variants); got != want {
			t.Errorf("Near(%q) is %q, want %q", name, got, want)
		}
	}
}
