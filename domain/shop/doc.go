// Package shop owns the shops of a town: what they are called and sell, where
// and when they are open, who works in them, who sells there before the law,
// and whether they may sell. It refuses to know products and orders, which
// refer to a shop by its identifier. It may import the kernel, platform,
// account and town.
package shop
