package api

import (
	"sync"

	"github.com/getkin/kin-openapi/openapi3"

	"cabas/api/gen"
)

// Contract reads openapi.yaml, as it was compiled into the program. It is read
// once, for reading takes longer than all else a server does at its start; who
// gets it changes nothing in it.
var Contract = sync.OnceValues(func() (*openapi3.T, error) {
	return openapi3.NewLoader().LoadFromData(gen.Contract)
})
