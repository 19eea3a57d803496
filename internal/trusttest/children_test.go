//go:build linux && (amd64 || arm64)

package trusttest

// children are what this binary may be started again as.
var children = map[string]func() int{
	"synchronous FULL":   func() int { return commitRows("FULL") },
	"synchronous NORMAL": func() int { return commitRows("NORMAL") },
	"synchronous OFF":    func() int { return commitRows("OFF") },
	"limited":            becomeLimited,
}
