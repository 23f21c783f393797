// Package contract holds the suites that every adapter of a port must pass,
// whatever engine it stands on. A suite is a function of the test and of a
// factory; the adapter's own tests call it. It may import the domain, and the
// adapters that only make sense together with the port under test.
package contract
