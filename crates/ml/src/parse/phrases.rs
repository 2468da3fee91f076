//! The words of receipts in ten languages, by what they mean.

/// One meaning that a word or phrase gives to its row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mark {
    Total,
    /// Says that a total is the last one: payable, due, grand, rounded.
    Final,
    Subtotal,
    Inclusive,
    /// Says that the amount is contained in another one.
    Includes,
    Exclusive,
    Tax,
    /// A charge that is paid like a tax and is none: for service.
    Charge,
    Rounding,
    Tender,
    Change,
    Discount,
    Savings,
    /// Tells the customer what was saved; takes nothing off.
    YouSaved,
    Deposit,
    Count,
    /// Begins a table of taxes, where totals are not the receipt's.
    Summary,
    /// A heading of a column: item, quantity, price.
    Column,
    /// A row about the shop, the till, the card or the customer.
    Meta,
    /// Part of an address.
    Place,
    Date,
    /// A department's heading.
    Section,
    /// Known on receipts, without a meaning of its own.
    Filler,
}

/// Phrases by meaning, separated by commas; canonical forms are made at first use.
pub(super) const PHRASES: &[(Mark, &str)] = &[
    (
        Mark::Total,
        "total,totals,jumlah,summe,gesamt,gesamtbetrag,gesamtsumme,totale,totaal,suma,summa,totalt,razem,totaux,importe,sum total,amount due,balance due,amt due,zu zahlen,a payer,te betalen,do zaplaty,att betala,total due,net total,nett total,montant du,endbetrag,a pagar,suma pln,net amt,net amount,nett amount,nett amt,total amount,total amt,betrag,montant,importo,rechnungsbetrag,jumlah besar,total a pagar,netto gesamt betrag,total ttc,net payable,amount payable,due,bal,balance,to pay",
    ),
    (
        Mark::Final,
        "grand,final,payable,due,rounded,after adj,after rounding,zu zahlen,a payer,te betalen,do zaplaty,att betala,a pagar,pay,besar,endbetrag,nett,ttc",
    ),
    (
        Mark::Subtotal,
        "subtotal,sub total,sub ttl,subttl,zwischensumme,zw summe,zwsumme,sous total,subtotale,subtotaal,delsumma,suma czesciowa,subtotaux,total before,before tax,before discount,before gst,subtot,stotal,sttl,gross amt,gross amount,after discount,net sales,warenwert",
    ),
    (
        Mark::Includes,
        "includes,included,enthalten,dont,inclus,di cui",
    ),
    (
        Mark::Inclusive,
        "incl,inc,inclusive,including,included,inclu,inklusive,inkl,ttc,compris,incluido,with,w,gst incl",
    ),
    (
        Mark::Exclusive,
        "excl,exc,ex,exclusive,excluding,excluded,without,netto,ht,before,exkl,hors,sin,supplies,taxable,gross",
    ),
    (
        Mark::Tax,
        "tax,taxes,general sales,gst,hst,pst,qst,tvq,tps,vat,mwst,ust,tva,iva,btw,moms,ptu,sst,service tax,sales tax,mehrwertsteuer,taxe,tvh,cukai",
    ),
    (
        Mark::Charge,
        "service charge,serv charge,svc charge,svc chg,serv chg,svr chrg",
    ),
    (
        Mark::Rounding,
        "rounding,round,rounding adj,rounding adjustment,rundung,rundungsdifferenz,arrondi,arrotondamento,afronding,avrundning,oresavrundning,pembundaran,penggenapan,redondeo,rnd,rnd adj,rounding adjst,roundingadj,roundg",
    ),
    (
        Mark::Tender,
        "cash,visa,mastercard,master card,master,debit,credit,amex,american express,interac,eftpos,bar,bargeld,gegeben,karte,kartenzahlung,ec cash,girocard,maestro,especes,espece,carte,cb,carte bancaire,efectivo,tarjeta,contanti,contante,contant,pin,kontant,gotowka,karta,tunai,bayaran,bayar,paid,payment,tender,tendered,tend,amount paid,twint,postfinance,gift card,voucher,received,amt paid,pay,card,visa card,debit tnd,credit tn,cheque,chequing,apple pay,google pay,eurocard,zahlung,betaald,betald,platba,payer,kort,mc,master visa,cash received,paid amount,credit card,debit card",
    ),
    (
        Mark::Change,
        "change,change due,ruckgeld,zuruck,rendu,rendu monnaie,monnaie,resto,cambio,wisselgeld,terug,reszta,vaxel,tillbaka,troco,baki,vuelto,your change,rounded change,change amt,ruckgabe",
    ),
    (
        Mark::Discount,
        "discount,disc,rabatt,nachlass,rabais,remise,reduction,sconto,descuento,korting,rabat,opust,prisnedsattning,coupon,instant savings,desconto,diskaun,markdown,preisvorteil,aktionsrabatt,promo disc,item discount,less,tpd,member price off,price off,off,cpn,mfr cpn,nuolaida,preisnachlass",
    ),
    (
        Mark::Savings,
        "you saved,you save,total savings,total saving,your savings,your saving,ersparnis,sie sparen,gespart,total discount,reg price,regular price,promotional saving,total item discount,vous economisez,avantage,economies,ahorro,risparmio,points,savings,saved,total promotional saving",
    ),
    (
        Mark::YouSaved,
        "you saved,you save,your savings,your saving,sie sparen,gespart,vous economisez,ersparnis,reg price,regular price",
    ),
    (
        Mark::Deposit,
        "bottle sales,environement fee,ecology fee,recycling fee,deposit charge,deposit,pfand,leergut,pant,statiegeld,consigne,bottle dep,bottle deposit,eco fee,ehc,crf,env fee,env h charge,recycling,recycle fee,container fee,einwegpfand,mehrwegpfand,ecotax,eco contribution,dep,vuoto,kaucja,bev deposit,beverage deposit,enviro fee,environment fee,eco levy,cont dep,carrier bag charge,bag fee,levy,hdlg fee,recycl fee,env",
    ),
    (
        Mark::Count,
        "tot qty,volume,item count,total qty,total quantity,total items,total item,items sold,no of items,no of item,number of items,total number of items,item,items,qty,quantity,nb articles,nombre articles,articles,artikel,anzahl,anzahl artikel,numero articulos,pcs sold,item s,antal,liczba,total pcs,total unit,stuck",
    ),
    (
        Mark::Summary,
        "gst summary,tax summary,vat summary,gst analysis,summary,tax code,code amt,tax analysis,gst rate,mwst satz,steuersatz,tax rate,gst amt,tax amt,taux,detail tva,ventilation,net tax,goods amount,mwst betrag,ust satz,analisa gst,gst amount,tax details",
    ),
    (
        Mark::Column,
        "item,items,qty,quantity,price,amount,amt,description,desc,u price,unit price,uprice,s price,disc,tax,code,rm,unit,u p,total,no,amount rm,artikel,menge,preis,bezeichnung,prix,designation,sum,stk,particulars,product,iss,exc,sale,myr,eur,chf,details,rate,barcode,menu,coupon,stk,stock,item code,u price,s r,unitprice,subtotal,value,cents,tx,dis,d,mge,summe,einzelpreis,betrag,item name,quantite,pu,montant,uom,disc amt",
    ),
    (
        Mark::Meta,
        "offer code,tel,fax,phone,telefon,telephone,www,http,https,email,mail,com,gst id,gst no,gst reg,gst reg no,gst id no,co reg,co reg no,company reg,company reg no,company no,reg no,roc no,roc,invoice,invoice no,inv,inv no,tax invoice,simplified tax invoice,receipt,receipt no,rcpt,bill,bill no,cashier,kassierer,bediener,clerk,served by,server,host,table,pax,guest,doc no,document no,salesperson,salesman,sales person,member,member no,customer,cust,terminal,till,register,reg,trans,transaction,transaction no,trx,order,order no,ref,reference,ref no,approved,approval,auth,auth code,merchant,mid,tid,aid,tvr,tsi,acct,account,card no,card number,cardholder,signature,batch,trace,stan,invoice num,store,store no,shop,pos,counter,slip,slip no,uid,steuernummer,ust id,ust idnr,siret,nif,cif,p iva,kvk,orgnr,nip,hrs,hours,mon,tue,wed,thu,fri,sat,sun,daily,opening hours,business hours,shopping hours,welcome,thank you,thank,thanks,danke,vielen dank,merci,gracias,grazie,bedankt,please,please come again,come again,goods sold,not returnable,exchange,refund,return policy,no refund,customer copy,merchant copy,bon nr,beleg,beleg nr,kasse,filiale,markt,ticket,caisse,caissier,hotesse,station,transaction record,not completed,completed,retain,copy,survey,earned,redeem,balance points,closing balance,opening balance,operator,op,user,printed,page,sst id,sst no,sst reg no,gst registration no,gst registration,registration no,vat no,vat reg no,vat number,mwst nr,tva no,bill to,attn,payment type,ref doc,sales memo,cash sales,cash bill,cash receipt,ship to,deliver,remark,remarks,chk,emp,kassen nr,che,gst reg id,mykad,issued,sold by,delivered by,driver,h p,hp,pay by,order time,pickup time,name,carry out,facebook,like us,visit us,website,online",
    ),
    (
        Mark::Place,
        "jalan,jln,taman,tmn,lorong,lrg,kampung,bandar,persiaran,lebuh,lot,ground floor,floor,flr,selangor,johor,johor bahru,kuala lumpur,petaling jaya,shah alam,klang,wilayah persekutuan,kl,malaysia,street,road,avenue,ave,st,rd,blvd,boulevard,drive,dr,hwy,highway,suite,unit no,rue,strasse,str,platz,allee,weg,chemin,via,viale,piazza,calle,plaza,laan,straat,mall,shopping centre,shopping center,plaza mall,seksyen,section,puchong,cheras,kajang,subang,damansara,penang,melaka,ipoh,seremban,edmonton,batu,wisma,bangunan,kompleks,off,jaya,desa,city,town,county,edmonton ab,po box",
    ),
    (
        Mark::Date,
        "date,datum,tarikh,fecha,data,dato,date time,invoice date,time,uhrzeit,heure,masa",
    ),
    (
        Mark::Section,
        "produce,grocery,groceries,meat,meats,bakery,dairy,frozen,deli,seafood,food,general merchandise,household,home,health,pharmacy,gm,taxed grocery,natural foods,bulk,floral,beverages,snacks,liquor,cosmetics,garden,hardware,clothing,home health,fresh,refrig frozen,canned,non food,getranke,obst,gemuse,instore bakery,prepared food,meals",
    ),
    (
        Mark::Filler,
        "of,the,and,in,at,for,by,on,to,a,is,are,rm,myr,eur,chf,usd,cad,gbp,aud,nzd,sgd,hkd,inr,jpy,pln,sek,nok,dkk,czk,huf,ron,bgn,try,sales,sale,adj,adjustment,no,nos,amount,amt,value,type,this,your,you,we,per,der,die,das,le,la,les,de,du,des,el,en,et,und,sr,zr,zrl,os,summary,rate,code,takeout,eatin,total,net,nett,local,foreign,currency,facture,einweg,mehrweg,btl,s,r,t,x,z,b,c,d,e,g,h,i,j,k,f,n,o,p,q,u,v,y",
    ),
];
