package order

// Forgotten stands where a guest's name stood, once the guest is forgotten.
const Forgotten = "—"

// Closed lists the states in which nothing happens to an order any more.
var Closed = []State{Collected, Delivered, Refused, Cancelled, Expired, NotCollected}
