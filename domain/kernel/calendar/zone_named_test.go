package calendar

import "testing"

func TestZonesAreKnownByName(t *testing.T) {
	paris, err := Zone("Europe/Paris")
	if err != nil || paris.String() != "Europe/Paris" {
		t.Fatalf("Paris is %v: %v", paris, err)
	}
	if again, _ := Zone("Europe/Paris"); again != paris {
		t.Error("the zone was read a second time")
	}
	if _, err := Zone("Europe/Dourdan"); err == nil {
		t.Error("a zone that does not exist was found")
	}
	if got := ZoneOrUTC("Europe/Dourdan"); got.String() != "UTC" {
		t.Errorf("an unknown zone is %v, want UTC", got)
	}
}
