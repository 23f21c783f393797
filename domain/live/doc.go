// Package live is the live board: it tells those who watch what happens to
// orders, as it happens. It owns who is told of what, how a reader resumes
// without a gap or a repeat, and when a stream must end. It reads facts and
// changes nothing; whoever reads the messages reads the orders for the rest. It
// may import the rooms order and shop and those below.
package live
