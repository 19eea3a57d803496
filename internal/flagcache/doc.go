// Package flagcache keeps table flag_cache: the flags of all rules, computed once after a
// command that writes, so that nobody who asks for them waits for the rules.
//
// The views of schema.sql read the cache only while it was computed for the last link of
// the chain. So nothing here is needed for a right answer: a refresh that fails, or never
// runs, costs time and no more. Compare finds what a program wrote past the chain.
package flagcache
