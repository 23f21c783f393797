package shop

import (
	"time"
	_ "time/tzdata" // the program runs where no zone data is installed

	"cabas/domain/kernel/calendar"
	"cabas/domain/town"
)

// overseas are the time zones of the departments and collectivities away from
// the mainland, by code.
var overseas = map[string]string{
	"971": "America/Guadeloupe", "972": "America/Martinique", "973": "America/Cayenne", "974": "Indian/Reunion",
	"975": "America/Miquelon", "976": "Indian/Mayotte", "977": "America/St_Barthelemy", "978": "America/Marigot",
	"986": "Pacific/Wallis", "987": "Pacific/Tahiti", "988": "Pacific/Noumea",
}

// ZoneOf names the time zone of the town with that INSEE code.
func ZoneOf(insee string) string {
	if len(insee) == 5 {
		if zone, ok := overseas[town.Department(insee)]; ok {
			return zone
		}
	}
	return "Europe/Paris"
}

// location gives the shop's zone. The name was checked when it was chosen;
// should the machine's zone data have lost it since, the mainland's is used.
func location(zone string) *time.Location {
	if l, err := calendar.Zone(zone); err == nil {
		return l
	}
	return calendar.ZoneOrUTC("Europe/Paris")
}
