package fulfilment

// WaysChanged tells that a shop edited its ways; the subject is the shop.
const WaysChanged = "fulfilment.ways_changed"
