package model

// A Vocab is a closed list of the words that a column may hold. The CHECK constraint of
// the column in schema.sql has the same words; a test compares them.
type Vocab []string

// Has reports whether w is one of the words of v.
func (v Vocab) Has(w string) bool {
	for _, x := range v {
		if x == w {
			return true
		}
	}
	return false
}

// The vocabularies of the data model, in the order of help and error messages.
var (
	SourceKinds      = Vocab{"paper", "model_card", "vendor_blog", "leaderboard", "run_log", "dataset", "repo", "news", "social", "policy", "license", "aggregator", "registry", "other"}
	CommercialUses   = Vocab{"yes", "conditional", "no", "unknown"}
	Stages           = Vocab{"base", "instruct", "chat", "reasoning", "other", "unknown"}
	Builds           = Vocab{"release", "snapshot", "preview", "experimental", "internal", "moving_alias", "unknown"}
	ParentRelations  = Vocab{"finetune", "quantized", "distilled", "version", "merge"}
	Accesses         = Vocab{"public", "private", "semi_private", "live", "unknown"}
	BenchmarkKinds   = Vocab{"single", "composite", "slice", "unknown"}
	Units            = Vocab{"proportion", "percent", "elo", "points", "count", "seconds", "usd", "tokens"}
	Statuses         = Vocab{"announced", "in_training", "private_testing", "not_public", "preview", "released", "deprecated", "withdrawn", "retired", "cancelled"}
	EventChannels    = Vocab{"any", "weights", "api", "app"}
	EventPrecisions  = Vocab{"on", "by"}
	Channels         = Vocab{"weights", "first_party_api", "third_party_api", "cloud", "app", "leaderboard_only"}
	SpecAttributes   = Vocab{"context_tokens", "training_context_tokens", "self_hosted_context_tokens", "output_tokens", "params_total", "params_active", "experts", "training_tokens", "min_hardware", "knowledge_cutoff", "modalities", "price_input", "price_output", "price_cached_input"}
	SpecBases        = Vocab{"claimed", "served", "measured"}
	Relationships    = Vocab{"first_party", "third_party"}
	Verdicts         = Vocab{"wrong", "right"}
	StatementKinds   = Vocab{"claim", "allegation", "denial", "confirmation", "correction", "retraction", "apology", "policy", "criticism", "refutation", "settlement"}
	Requirements     = Vocab{"public_release", "disclosure", "nothing"}
	Assertions       = Vocab{"open_source", "open_weights", "not_open_source"}
	Extents          = Vocab{"complete", "excerpt"}
	Topics           = Vocab{"contamination", "variant_mismatch", "selective_reporting", "settings", "license", "context", "availability", "quality", "other"}
	StatementBases   = Vocab{"direct", "quoted", "hearsay"}
	Severities       = Vocab{"error", "warning", "note"}
	Resolutions      = Vocab{"slug", "alias", "ambiguous", "unresolved"}
	ProtocolColumns  = Vocab{"shots", "cot", "reasoning_effort", "attempts", "selection", "temperature", "harness", "harness_version", "tools", "judge", "scaffold", "platform", "style_control", "item_limit", "filter", "extra"}
	UnitsInPlainText = map[string]string{"proportion": "", "percent": "%", "elo": "Elo", "points": "points", "count": "", "seconds": "s", "usd": "USD", "tokens": "tokens"}
)
