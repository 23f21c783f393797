// Package gen holds what is generated from openapi.yaml: the types of the
// contract and the Echo server interface that api/handler fills, and the
// contract itself, embedded to be validated against and to be served. Nothing
// here is edited by hand except its configuration: change openapi.yaml at the
// root of the repository and run `make generate`.
package gen

import _ "embed" // for Contract

//go:generate cp ../../openapi.yaml openapi.yaml
//go:generate go tool oapi-codegen -config config.yaml openapi.yaml

// Contract is openapi.yaml as it stood when the code was generated; a test
// keeps the two the same.
//
//go:embed openapi.yaml
var Contract []byte
