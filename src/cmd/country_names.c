/* SPDX-License-Identifier: MIT */
#include "cmd/country_names.h"

#include <stdio.h>
#include <string.h>
#include "base/likeness.h"
#include "base/text.h"

/* By ISO 3166-1 code ("EU" is reserved there; XK is what is used for Kosovo): names in English and Spanish, then others that
 * people write, parted by bars. */
static const struct named {
	const char *code, *names;
} list[] = {
	{ "AD", "Andorra" }, { "AE", "United Arab Emirates|Emiratos Árabes Unidos|UAE|Emirates" },
	{ "AF", "Afghanistan|Afganistán" }, { "AG", "Antigua and Barbuda|Antigua y Barbuda" },
	{ "AI", "Anguilla|Anguila" }, { "AL", "Albania" }, { "AM", "Armenia" }, { "AO", "Angola" },
	{ "AR", "Argentina" }, { "AT", "Austria" }, { "AU", "Australia" }, { "AW", "Aruba" },
	{ "AZ", "Azerbaijan|Azerbaiyán" }, { "BA", "Bosnia and Herzegovina|Bosnia y Herzegovina|Bosnia" },
	{ "BB", "Barbados" }, { "BD", "Bangladesh" }, { "BE", "Belgium|Bélgica" }, { "BF", "Burkina Faso" },
	{ "BG", "Bulgaria" }, { "BH", "Bahrain|Baréin" }, { "BI", "Burundi" }, { "BJ", "Benin|Benín" },
	{ "BM", "Bermuda|Bermudas" }, { "BN", "Brunei|Brunéi" }, { "BO", "Bolivia" }, { "BR", "Brazil|Brasil" },
	{ "BS", "Bahamas" }, { "BT", "Bhutan|Bután" }, { "BW", "Botswana|Botsuana" },
	{ "BY", "Belarus|Bielorrusia" }, { "BZ", "Belize|Belice" }, { "CA", "Canada|Canadá" },
	{ "CD", "Democratic Republic of the Congo|República Democrática del Congo|DR Congo" },
	{ "CF", "Central African Republic|República Centroafricana" }, { "CG", "Congo" },
	{ "CH", "Switzerland|Suiza" }, { "CI", "Ivory Coast|Costa de Marfil|Côte d'Ivoire" }, { "CL", "Chile" },
	{ "CM", "Cameroon|Camerún" }, { "CN", "China" }, { "CO", "Colombia" }, { "CR", "Costa Rica" },
	{ "CU", "Cuba" }, { "CV", "Cape Verde|Cabo Verde" }, { "CW", "Curaçao|Curazao" }, { "CY", "Cyprus|Chipre" },
	{ "CZ", "Czechia|Chequia|Czech Republic|República Checa" }, { "DE", "Germany|Alemania|Deutschland" },
	{ "DJ", "Djibouti|Yibuti" }, { "DK", "Denmark|Dinamarca" }, { "DM", "Dominica" },
	{ "DO", "Dominican Republic|República Dominicana" }, { "DZ", "Algeria|Argelia" }, { "EC", "Ecuador" },
	{ "EE", "Estonia" }, { "EG", "Egypt|Egipto" }, { "EH", "Western Sahara|Sáhara Occidental" },
	{ "ER", "Eritrea" }, { "ES", "Spain|España" }, { "ET", "Ethiopia|Etiopía" },
	{ "EU", "European Union|Unión Europea" }, { "FI", "Finland|Finlandia" }, { "FJ", "Fiji|Fiyi" },
	{ "FK", "Falkland Islands|Islas Malvinas" }, { "FM", "Micronesia" }, { "FO", "Faroe Islands|Islas Feroe" },
	{ "FR", "France|Francia" }, { "GA", "Gabon|Gabón" },
	{ "GB", "United Kingdom|Reino Unido|Great Britain|Gran Bretaña|Britain|England|Inglaterra|Scotland|Escocia|Wales|Gales|Northern Ireland|Irlanda del Norte|UK" },
	{ "GD", "Grenada|Granada" }, { "GE", "Georgia" }, { "GF", "French Guiana|Guayana Francesa" },
	{ "GG", "Guernsey" }, { "GH", "Ghana" }, { "GI", "Gibraltar" }, { "GL", "Greenland|Groenlandia" },
	{ "GM", "Gambia" }, { "GN", "Guinea" }, { "GP", "Guadeloupe|Guadalupe" },
	{ "GQ", "Equatorial Guinea|Guinea Ecuatorial" }, { "GR", "Greece|Grecia" }, { "GT", "Guatemala" },
	{ "GU", "Guam" }, { "GW", "Guinea-Bissau|Guinea-Bisáu" }, { "GY", "Guyana" }, { "HK", "Hong Kong" },
	{ "HN", "Honduras" }, { "HR", "Croatia|Croacia" }, { "HT", "Haiti|Haití" }, { "HU", "Hungary|Hungría" },
	{ "ID", "Indonesia" }, { "IE", "Ireland|Irlanda|Éire" }, { "IL", "Israel" },
	{ "IM", "Isle of Man|Isla de Man" }, { "IN", "India" }, { "IQ", "Iraq|Irak" }, { "IR", "Iran|Irán" },
	{ "IS", "Iceland|Islandia" }, { "IT", "Italy|Italia" }, { "JE", "Jersey" }, { "JM", "Jamaica" },
	{ "JO", "Jordan|Jordania" }, { "JP", "Japan|Japón" }, { "KE", "Kenya|Kenia" },
	{ "KG", "Kyrgyzstan|Kirguistán" }, { "KH", "Cambodia|Camboya" }, { "KI", "Kiribati" },
	{ "KM", "Comoros|Comoras" }, { "KN", "Saint Kitts and Nevis|San Cristóbal y Nieves" },
	{ "KP", "North Korea|Corea del Norte" }, { "KR", "South Korea|Corea del Sur|Korea|Corea" },
	{ "KW", "Kuwait" }, { "KY", "Cayman Islands|Islas Caimán" }, { "KZ", "Kazakhstan|Kazajistán" },
	{ "LA", "Laos" }, { "LB", "Lebanon|Líbano" }, { "LC", "Saint Lucia|Santa Lucía" }, { "LI", "Liechtenstein" },
	{ "LK", "Sri Lanka" }, { "LR", "Liberia" }, { "LS", "Lesotho|Lesoto" }, { "LT", "Lithuania|Lituania" },
	{ "LU", "Luxembourg|Luxemburgo" }, { "LV", "Latvia|Letonia" }, { "LY", "Libya|Libia" },
	{ "MA", "Morocco|Marruecos" }, { "MC", "Monaco|Mónaco" }, { "MD", "Moldova|Moldavia" },
	{ "ME", "Montenegro" }, { "MG", "Madagascar" }, { "MH", "Marshall Islands|Islas Marshall" },
	{ "MK", "North Macedonia|Macedonia del Norte" }, { "ML", "Mali|Malí" }, { "MM", "Myanmar|Birmania|Burma" },
	{ "MN", "Mongolia" }, { "MO", "Macao" }, { "MQ", "Martinique|Martinica" }, { "MR", "Mauritania" },
	{ "MS", "Montserrat" }, { "MT", "Malta" }, { "MU", "Mauritius|Mauricio" }, { "MV", "Maldives|Maldivas" },
	{ "MW", "Malawi|Malaui" }, { "MX", "Mexico|México|Méjico" }, { "MY", "Malaysia|Malasia" },
	{ "MZ", "Mozambique" }, { "NA", "Namibia" }, { "NC", "New Caledonia|Nueva Caledonia" },
	{ "NE", "Niger|Níger" }, { "NG", "Nigeria" }, { "NI", "Nicaragua" },
	{ "NL", "Netherlands|Países Bajos|The Netherlands|Holland|Holanda|Nederland" }, { "NO", "Norway|Noruega" },
	{ "NP", "Nepal" }, { "NR", "Nauru" }, { "NZ", "New Zealand|Nueva Zelanda|Nueva Zelandia|Aotearoa" },
	{ "OM", "Oman|Omán" }, { "PA", "Panama|Panamá" }, { "PE", "Peru|Perú" },
	{ "PF", "French Polynesia|Polinesia Francesa" }, { "PG", "Papua New Guinea|Papúa Nueva Guinea" },
	{ "PH", "Philippines|Filipinas" }, { "PK", "Pakistan|Pakistán" }, { "PL", "Poland|Polonia" },
	{ "PR", "Puerto Rico" }, { "PS", "Palestine|Palestina" }, { "PT", "Portugal" }, { "PW", "Palau|Palaos" },
	{ "PY", "Paraguay" }, { "QA", "Qatar|Catar" }, { "RE", "Réunion|Reunión" },
	{ "RO", "Romania|Rumania|Rumanía" }, { "RS", "Serbia" }, { "RU", "Russia|Rusia" }, { "RW", "Rwanda|Ruanda" },
	{ "SA", "Saudi Arabia|Arabia Saudita|Arabia Saudí" }, { "SB", "Solomon Islands|Islas Salomón" },
	{ "SC", "Seychelles" }, { "SD", "Sudan|Sudán" }, { "SE", "Sweden|Suecia" }, { "SG", "Singapore|Singapur" },
	{ "SI", "Slovenia|Eslovenia" }, { "SK", "Slovakia|Eslovaquia" }, { "SL", "Sierra Leone|Sierra Leona" },
	{ "SM", "San Marino" }, { "SN", "Senegal" }, { "SO", "Somalia" }, { "SR", "Suriname|Surinam" },
	{ "SS", "South Sudan|Sudán del Sur" }, { "ST", "São Tomé and Príncipe|Santo Tomé y Príncipe" },
	{ "SV", "El Salvador|Salvador" }, { "SX", "Sint Maarten" }, { "SY", "Syria|Siria" },
	{ "SZ", "Eswatini|Esuatini|Swaziland|Suazilandia" },
	{ "TC", "Turks and Caicos Islands|Islas Turcas y Caicos" }, { "TD", "Chad" }, { "TG", "Togo" },
	{ "TH", "Thailand|Tailandia" }, { "TJ", "Tajikistan|Tayikistán" },
	{ "TL", "Timor-Leste|East Timor|Timor Oriental" }, { "TM", "Turkmenistan|Turkmenistán" },
	{ "TN", "Tunisia|Túnez" }, { "TO", "Tonga" }, { "TR", "Turkey|Turquía|Türkiye" },
	{ "TT", "Trinidad and Tobago|Trinidad y Tobago" }, { "TV", "Tuvalu" }, { "TW", "Taiwan|Taiwán" },
	{ "TZ", "Tanzania|Tanzanía" }, { "UA", "Ukraine|Ucrania" }, { "UG", "Uganda" },
	{ "US", "United States|Estados Unidos|United States of America|USA|America|EE. UU.|EEUU" },
	{ "UY", "Uruguay" }, { "UZ", "Uzbekistan|Uzbekistán" },
	{ "VA", "Vatican City|Ciudad del Vaticano|Vatican|Vaticano" },
	{ "VC", "Saint Vincent and the Grenadines|San Vicente y las Granadinas" }, { "VE", "Venezuela" },
	{ "VG", "British Virgin Islands|Islas Vírgenes Británicas" },
	{ "VI", "US Virgin Islands|Islas Vírgenes de los Estados Unidos" }, { "VN", "Vietnam" }, { "VU", "Vanuatu" },
	{ "WS", "Samoa" }, { "XK", "Kosovo" }, { "YE", "Yemen" }, { "ZA", "South Africa|Sudáfrica" },
	{ "ZM", "Zambia" }, { "ZW", "Zimbabwe|Zimbabue" },
};

#define NAME_MOST 64 /* bytes of a name */

/* The name that begins at `at`, as it is written and folded; where the next begins, or NULL. */
static const char *next_name(const char *at, char name[NAME_MOST], struct str *bare)
{
	size_t len = strcspn(at, "|");

	(void)snprintf(name, NAME_MOST, "%.*s", (int)len, at);
	str_cut(bare, 0);
	text_bare(name, bare);
	return at[len] ? at + len + 1 : NULL;
}

/* Looks at each name until `is_it` says that it was found. */
static void look_through(bool (*is_it)(void *, const struct named *, const char *name, const char *bare), void *ctx)
{
	char name[NAME_MOST];
	struct str bare = { 0 };
	bool found = false;

	for (size_t i = 0; i < sizeof list / sizeof list[0]; i++)
		for (const char *at = list[i].names; at && !found;) {
			at = next_name(at, name, &bare);
			found = is_it(ctx, &list[i], name, str_text(&bare));
		}
	str_release(&bare);
}

struct looking {
	const char *typed;        /* folded */
	const char *code;         /* of what was found */
	char name[NAME_MOST];     /* the nearest so far, as it is written and folded */
	char nearest[NAME_MOST];
};

static bool is_same(void *ctx, const struct named *named, const char *name, const char *bare)
{
	struct looking *looking = ctx;

	(void)name;
	if (strcmp(bare, looking->typed) == 0)
		looking->code = named->code;
	return looking->code != NULL;
}

bool country_named(const char *typed, char out[3])
{
	struct str bare = { 0 };

	text_bare(typed, &bare);
	struct looking looking = { .typed = str_text(&bare) };
	look_through(is_same, &looking);
	(void)snprintf(out, 3, "%s", looking.code ? looking.code : "");
	str_release(&bare);
	return looking.code != NULL;
}

static bool is_nearer(void *ctx, const struct named *named, const char *name, const char *bare)
{
	struct looking *looking = ctx;
	const char *const two[] = { looking->nearest, bare };

	(void)named;
	if (text_nearest(looking->typed, two, 2) == bare) {
		(void)snprintf(looking->nearest, NAME_MOST, "%s", bare);
		(void)snprintf(looking->name, NAME_MOST, "%s", name);
	}
	return false;
}

bool country_near(const char *typed, char *out, size_t size)
{
	struct str bare = { 0 };

	text_bare(typed, &bare);
	struct looking looking = { .typed = str_text(&bare) };
	look_through(is_nearer, &looking);
	(void)snprintf(out, size, "%s", looking.name);
	str_release(&bare);
	return looking.name[0] != '\0';
}
