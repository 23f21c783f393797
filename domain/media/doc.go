// Package media owns photos: which pictures a product or a shop shows, in what
// order, with what words, and the files behind them. What is uploaded is never
// kept: it is decoded, turned upright, and written anew in a few sizes, so that
// nothing but what can be seen leaves the server. It refuses to know products
// and shops: it keeps their identifiers. It may import kernel and account.
package media
