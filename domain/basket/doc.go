// Package basket prices a basket over several shops: what each line costs with
// its VAT, whether it can be had, what a delivery adds, when the goods can be
// fetched, and one hash over all that the customer agrees to. It refuses to
// write or to reserve anything; a basket is a value that the client holds. It
// may import the kernel, shop, catalog, fulfilment and what stands beneath them.
package basket
