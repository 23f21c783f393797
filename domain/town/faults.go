package town

import "cabas/domain/kernel/fault"

// ErrNotFound says that no French town has that INSEE code or slug.
var ErrNotFound = fault.Define(fault.NotFound, "town.not_found")
