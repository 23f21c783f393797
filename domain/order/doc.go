// Package order owns what was agreed between a customer and one shop, and what
// became of it: the copied truth of the sale, the states an order goes through,
// who may move it, its deadlines, and the return of stock and slot, once. It
// refuses to price anything and never reads the catalogue to explain an old
// order. It may import the kernel, platform, account, shop, catalog and
// fulfilment; checkout, above it, places orders.
package order
