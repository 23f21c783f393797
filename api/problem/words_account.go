package problem

var _ = say(map[string]Words{
	"account.sign_in_refused":    {"Connexion refusée.", "Sign-in refused.", "L'adresse, le mot de passe ou le code ne vont pas ensemble, ou le code n'est plus valable.", "The e-mail, the password or the code do not go together, or the code is over."},
	"account.passkey_needed":     {"Connectez-vous avec votre clé d'accès.", "Sign in with your passkey.", "Pour administrer la plateforme, un code ou un mot de passe ne suffit pas : connectez-vous avec votre clé d'accès. Rien n'a été changé. Clé perdue ? La personne qui gère le serveur peut la retirer.", "To run the platform a code or a password is not enough: sign in with your passkey. Nothing was changed. Lost it? Whoever runs the server can remove it."},
	"account.passkey_refused":    {"Clé d'accès refusée.", "Passkey refused.", "Cette clé d'accès n'ouvre aucun compte ici, ou la demande a expiré. Recommencez, ou entrez autrement.", "This passkey opens no account here, or the request is over. Try again, or sign in another way."},
	"account.passkey_unfit":      {"Clé d'accès refusée.", "Passkey refused.", "La demande a expiré, ou votre appareil n'a pas vérifié que c'est bien vous. Recommencez.", "The request is over, or your device did not verify that it is you. Try again."},
	"account.passkey_known":      {"Clé d'accès déjà connue.", "Passkey known already.", "Cet appareil est déjà enregistré.", "This device is kept already."},
	"account.passkeys_enough":    {"Dix clés d'accès au plus.", "Ten passkeys at most.", "Supprimez-en une avant d'en ajouter une autre.", "Remove one before you add another."},
	"account.passkeys_elsewhere": {"Pas de clé d'accès ici.", "No passkeys here.", "Ce site n'est pas servi à une adresse qui permette les clés d'accès. Connectez-vous par code.", "This site is not served at an address that allows passkeys. Sign in by code."},
	"account.session_over":       {"Votre session est terminée.", "Your session is over.", "Connectez-vous de nouveau.", "Sign in again."},
	"account.password_wrong":     {"Le mot de passe actuel est incorrect.", "The current password is wrong.", "Vous l'avez oublié ? Demandez un lien pour en choisir un autre.", "Forgotten? Ask for a link to choose another one."},
	"account.code_wrong":         {"Le code n'est pas le bon.", "That is not the code.", "Il est faux, déjà utilisé ou terminé. Demandez-en un autre.", "It is wrong, used or over. Ask for another one."},
	"account.link_over":          {"Ce lien ne sert plus.", "This link is over.", "Il a été utilisé, remplacé, ou il est trop ancien. Demandez-en un autre.", "It was used, replaced, or is too old. Ask for another one."},
	"account.not_on_behalf":      {"Vous agissez au nom de quelqu'un.", "You are acting on behalf of somebody.", "Cela ne regarde que cette personne : elle seule peut le faire.", "This concerns that person alone, who alone may do it."},
	"account.proof_needed":       {"Confirmez que c'est bien vous.", "Confirm that it is you.", "Donnez votre mot de passe ou un code, puis recommencez.", "Give your password or a code, then try again."},
})

var _ = sayField(map[string]Words{
	"contradicts": {Fr: "Exclut un autre champ rempli.", En: "Excludes another field that is filled."},
	"guessable":   {Fr: "Ce mot de passe est connu de tous ceux qui essaient d'entrer. Choisissez-en un autre, par exemple trois mots.", En: "Everybody who tries to get in knows this password. Choose another one, for example three words."},
	"wrong":       {Fr: "Ce n'est pas le bon.", En: "It is not the right one."},
})
