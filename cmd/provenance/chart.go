package main

import "github.com/spf13/cobra"

func newChart(a *app) *cobra.Command { return &cobra.Command{Use: "chart"} }
func newDemo(a *app) *cobra.Command  { return &cobra.Command{Use: "demo"} }
