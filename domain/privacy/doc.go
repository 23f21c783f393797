// Package privacy owns what people may ask of what is kept about them: to have
// it all (GDPR, art. 15 and 20), and to be forgotten (art. 17), as far as no law
// wants accounts kept. It refuses to decide how long things are kept, which the
// settings of the server say. It may import every room up to orders.
package privacy
