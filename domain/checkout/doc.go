// Package checkout places a basket: everything or nothing, one order for each
// shop, once however often it is asked. It owns what the placement is known by
// (the client's basket and the name of the attempt), a guest's confirmation by
// e-mail, and the limits that keep guests from emptying a shop. It refuses to
// price anything itself and leaves the life of an order to its room. It may
// import the kernel, platform, account, shop, catalog, fulfilment, basket and
// order.
package checkout
