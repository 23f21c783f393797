package checkout

// FactLinkRequested tells that a guest asked for the secret link of an order
// again; the subject is the order.
const FactLinkRequested = "order.link_requested"
