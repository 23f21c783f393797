package shop

// Trade is what a shop does, chosen from a short list so that customers can
// filter by it. Key is stable and is what is stored and exchanged; the two
// labels are what people read.
type Trade struct {
	Key     string
	French  string
	English string
}

// Trades lists every trade in the order in which choices are offered: food
// first, then the house, the person and services, and last the one for all
// others. Keys are never reused for another meaning.
var Trades = []Trade{
	{"bakery", "Boulangerie-pâtisserie", "Bakery"},
	{"butcher", "Boucherie-charcuterie", "Butcher"},
	{"cheese", "Fromagerie-crèmerie", "Cheese and dairy"},
	{"greengrocer", "Primeur", "Greengrocer"},
	{"producer", "Producteur fermier", "Farm producer"},
	{"fish", "Poissonnerie", "Fishmonger"},
	{"caterer", "Traiteur", "Caterer"},
	{"coffee_chocolate", "Chocolats, cafés et thés", "Chocolate, coffee and tea"},
	{"wine", "Cave à vins", "Wine merchant"},
	{"brewery", "Brasserie artisanale", "Brewery"},
	{"grocery", "Épicerie", "Grocery"},
	{"bulk", "Épicerie en vrac", "Bulk grocery"},
	{"organic", "Magasin bio", "Organic shop"},
	{"restaurant", "Restaurant et plats à emporter", "Restaurant and take-away"},
	{"flowers", "Fleuriste", "Florist"},
	{"garden", "Jardinerie", "Garden centre"},
	{"books", "Librairie", "Bookshop"},
	{"press", "Presse et papeterie", "Newsagent and stationer"},
	{"toys", "Jouets et jeux", "Toys and games"},
	{"hardware", "Quincaillerie et bricolage", "Hardware"},
	{"homeware", "Maison et décoration", "Homeware"},
	{"electronics", "Électroménager et image", "Appliances and electronics"},
	{"fashion", "Vêtements", "Clothing"},
	{"shoes", "Chaussures et maroquinerie", "Shoes and leather goods"},
	{"haberdashery", "Mercerie et couture", "Haberdashery"},
	{"jewellery", "Bijouterie-horlogerie", "Jewellery and watches"},
	{"beauty", "Beauté et bien-être", "Beauty and well-being"},
	{"hairdresser", "Coiffure", "Hairdresser"},
	{"optician", "Optique", "Optician"},
	{"sport", "Sport et cycles", "Sport and bicycles"},
	{"pets", "Animalerie", "Pet shop"},
	{"second_hand", "Seconde main", "Second hand"},
	{"crafts", "Artisanat d’art", "Arts and crafts"},
	{"repair", "Réparation", "Repair"},
	{"other", "Autre commerce", "Other"},
}
