// Package relay tells listeners what happened: every committed fact at least
// once, the facts of one subject in order, on one of the servers at a time. A
// listener that fails on a fact is told it again later, and meanwhile hears of
// other subjects. It knows neither the facts' meaning nor the database, which
// it sees through the ports of kernel/fact.
package relay
