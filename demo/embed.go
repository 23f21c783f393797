package demo

import "embed"

// Files holds the town as written, so that the demonstration starts from the
// program alone, wherever it runs.
//
//go:embed people.yaml orders.yaml shops/*.yaml
var Files embed.FS
