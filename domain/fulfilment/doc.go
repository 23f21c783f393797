// Package fulfilment owns how goods leave a shop: the ways it offers (counter,
// delivery), what a delivery costs and where it goes, and the slots that
// customers book. It refuses to know what is in an order; whoever places one
// takes a place in a slot and gives it back. It may import the kernel,
// platform, account, town, shop and what stands beneath it.
package fulfilment
