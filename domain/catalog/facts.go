package catalog

// What happens to products; the subject is the product, and "shop" is among
// the references.
const (
	// FactChanged says that a product was created, edited, published or hidden.
	FactChanged = "catalog.changed"
	// FactDeleted says that a product is gone.
	FactDeleted = "catalog.deleted"
	// FactShort says that less is on hand than open orders reserve; "variant"
	// is among the references.
	FactShort = "catalog.short"
)
