//! What the columns of a table mean, by their headings.

use crate::search::fold;

/// What a column says of a lot.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Column {
    /// What it is.
    Name,
    /// How much is left.
    Amount,
    /// The unit of that.
    Unit,
    /// Where it is.
    Place,
    /// A mark of quality.
    BestBefore,
    /// A mark of safety.
    UseBy,
    /// Whether we made the date up.
    Estimated,
    /// The day it was bought.
    Purchased,
    /// What was charged for all of it.
    Price,
    /// What was charged for one of it.
    PriceEach,
    /// The currency of that.
    Currency,
    /// What it is filed under.
    Category,
    /// Who makes it.
    Brand,
    /// How much is in one package.
    Size,
    /// The day it was opened.
    Opened,
    /// The day it was frozen.
    Frozen,
    /// The day it was thawed.
    Thawed,
    /// The article number.
    Barcode,
    /// A note.
    Note,
    /// The id that it had.
    Id,
}

impl Column {
    /// Every column in the order in which they are written, each with its heading and with
    /// what others call it: English, German, French, Spanish; apart by commas.
    const ALL: [(Self, &'static str, &'static str); 20] = [
        (
            Self::Name,
            "name",
            "item,items,product,product name,article,title,food,ingredient,what,artikel,produkt,\
             bezeichnung,lebensmittel,artikelname,produktname,produit,nom,article,aliment,\
             designation,producto,nombre,articulo,alimento",
        ),
        (
            Self::Amount,
            "amount",
            "quantity,qty,count,number,stock,in stock,stock amount,menge,anzahl,bestand,quantite,\
             qte,nombre d unites,cantidad,cant,existencias",
        ),
        (
            Self::Unit,
            "unit",
            "units,uom,measure,quantity unit,qu,einheit,mengeneinheit,unite,unite de mesure,\
             unidad,medida",
        ),
        (
            Self::Place,
            "place",
            "location,storage,storage location,where,default location,lagerort,ort,standort,platz,\
             lagerplatz,lieu,emplacement,endroit,stockage,lugar,ubicacion,almacen",
        ),
        (
            Self::BestBefore,
            "best before",
            "best by,best before date,bbd,bb,expiry,expires,expiry date,expiration,\
             expiration date,exp date,due,due date,next due date,mhd,haltbar bis,\
             mindesthaltbarkeitsdatum,mindestens haltbar bis,ablaufdatum,ablauf,dluo,ddm,\
             date de peremption,peremption,date d expiration,a consommer de preference avant,\
             caducidad,fecha de caducidad,consumo preferente,vencimiento,fecha de vencimiento",
        ),
        (
            Self::UseBy,
            "use by",
            "use by date,use before,zu verbrauchen bis,verbrauchen bis,verbrauchsdatum,dlc,\
             date limite de consommation,a consommer jusqu au,fecha limite,consumir antes de",
        ),
        (
            Self::Estimated,
            "estimated",
            "estimate,geschatzt,estime,estimado",
        ),
        (
            Self::Purchased,
            "bought",
            "purchased,purchase date,purchased date,date bought,bought on,gekauft,gekauft am,\
             kaufdatum,einkaufsdatum,achete,achete le,date d achat,comprado,fecha de compra",
        ),
        (
            Self::Price,
            "price",
            "total price,cost,paid,value,preis,gesamtpreis,kosten,wert,prix,prix total,cout,\
             precio,precio total,coste,importe",
        ),
        (
            Self::PriceEach,
            "price each",
            "unit price,price per unit,price unit,stuckpreis,einzelpreis,preis pro stuck,\
             prix unitaire,precio unitario",
        ),
        (
            Self::Currency,
            "currency",
            "wahrung,devise,monnaie,moneda,divisa",
        ),
        (
            Self::Category,
            "category",
            "group,product group,type,kategorie,warengruppe,produktgruppe,gruppe,categorie,rayon,\
             groupe,categoria,grupo",
        ),
        (
            Self::Brand,
            "brand",
            "make,manufacturer,marke,hersteller,marque,fabricant,marca",
        ),
        (
            Self::Size,
            "size",
            "package size,pack size,packungsgrosse,grosse,inhalt,taille,contenance,tamano,\
             contenido",
        ),
        (
            Self::Opened,
            "opened",
            "open,opened on,opened date,geoffnet,geoffnet am,ouvert,abierto",
        ),
        (
            Self::Frozen,
            "frozen",
            "frozen on,date frozen,eingefroren,eingefroren am,congele,congelado",
        ),
        (
            Self::Thawed,
            "thawed",
            "thawed on,aufgetaut,decongele,descongelado",
        ),
        (
            Self::Barcode,
            "barcode",
            "ean,upc,gtin,bar code,strichcode,code barres,code barre,codigo de barras",
        ),
        (
            Self::Note,
            "note",
            "notes,comment,comments,remark,notiz,notizen,bemerkung,kommentar,commentaire,\
             remarque,nota,notas,comentario",
        ),
        (Self::Id, "id", "larder id"),
    ];

    /// What a heading means.
    #[must_use]
    pub fn of(heading: &str) -> Option<Self> {
        let heading = fold(heading);
        let known = Self::ALL.iter().find(|(_, own, others)| {
            *own == heading || others.split(',').any(|other| other.trim() == heading)
        });
        known.map(|(column, ..)| *column)
    }

    /// Every column in the order in which they are written.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().map(|(column, ..)| column)
    }

    /// The heading under which it is written.
    #[must_use]
    pub fn heading(self) -> &'static str {
        let known = Self::ALL.iter().find(|(column, ..)| *column == self);
        known.map_or("", |(_, heading, _)| heading)
    }
}

/// What each column means; the first of two that mean the same counts.
pub(super) fn meanings(headings: &[String]) -> Vec<Option<Column>> {
    let mut seen = Vec::new();
    let meaning = |heading: &String| {
        let column = Column::of(heading).filter(|column| !seen.contains(column));
        seen.extend(column);
        column
    };
    headings.iter().map(meaning).collect()
}
