// Package catalog owns what shops sell: products, their variants and prices,
// and how much of each there is. Stock is a ledger: every change of what is on
// hand is a movement that is never altered, and what open orders reserve is
// counted beside it. It refuses to know baskets and orders, which copy what
// they need. It may import kernel, account and shop.
package catalog
