// Command provenance records which exact build earned a reported AI benchmark
// score, whether the public could get that build on that day, who measured it,
// who says so and who disputes it.
package main

import "os"

func main() { os.Exit(run(system(), os.Args[1:])) }
