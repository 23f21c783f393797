package shop

import "slices"

func knownTrade(key string) bool {
	return slices.ContainsFunc(Trades, func(t Trade) bool { return t.Key == key })
}
