// Package geo holds points on the Earth and the distance between them. It
// refuses points that do not exist; it knows nothing of maps, addresses or
// geocoding, and imports only kernel/fault.
package geo

import (
	"math"
	"strconv"
	"strings"

	"cabas/domain/kernel/fault"
)

// EarthRadiusMetres is the mean radius of the Earth (IUGG, R1).
const EarthRadiusMetres = 6371008.8

// Point is a place on the Earth in decimal degrees (WGS 84): latitude is
// positive to the north, longitude positive to the east.
type Point struct{ Lat, Lon float64 }

// Valid reports whether the point exists: latitude from -90 to 90 and
// longitude from -180 to 180, both finite.
func (p Point) Valid() bool {
	return math.Abs(p.Lat) <= 90 && math.Abs(p.Lon) <= 180
}

// String writes the point as Parse reads it.
func (p Point) String() string {
	return strconv.FormatFloat(p.Lat, 'f', -1, 64) + "," + strconv.FormatFloat(p.Lon, 'f', -1, 64)
}

// Parse reads "latitude,longitude" with decimal points, as in "48.53,2.01";
// blanks around the numbers are forgiven. For any other text and for a point
// that does not exist it answers an invalid-input fault that names the parameter
// "?near", the one place where people send a point as text.
func Parse(text string) (Point, error) {
	bad := fault.ErrInvalid.At("?near", fault.FieldMalformed)
	lat, lon, ok := strings.Cut(text, ",")
	if !ok {
		return Point{}, bad
	}
	var p Point
	var errLat, errLon error
	p.Lat, errLat = strconv.ParseFloat(strings.TrimSpace(lat), 64)
	p.Lon, errLon = strconv.ParseFloat(strings.TrimSpace(lon), 64)
	if errLat != nil || errLon != nil || !p.Valid() {
		return Point{}, bad
	}
	return p, nil
}

// DistanceMetres is the length in metres of the shortest way between two points
// over a spherical Earth (haversine); it errs by at most half a percent.
func DistanceMetres(a, b Point) float64 {
	const radians = math.Pi / 180
	north := math.Sin((b.Lat - a.Lat) * radians / 2)
	east := math.Sin((b.Lon - a.Lon) * radians / 2)
	h := north*north + math.Cos(a.Lat*radians)*math.Cos(b.Lat*radians)*east*east
	return 2 * EarthRadiusMetres * math.Asin(math.Sqrt(min(1, h)))
}
