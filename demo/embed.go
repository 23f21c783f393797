package demo

import "embed"

// Files holds the town as written, so that the demonstration starts from the
// program alone, wherever it runs.
//
//go:embed people.yaml orders.yaml photos.yaml shops/*.yaml photos/*.webp
var Files embed.FS
