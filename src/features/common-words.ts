/**
 * Common English words for kinds of firms, goods, people and contracts, of seven letters or more: what a column of kinds is
 * likely to mean where it holds a word one letter apart. Shorter ones are told from their like by a letter.
 */
export const commonWords: ReadonlySet<string> = new Set(
  // What firms do.
  (
    'accommodation accountancy accounting advertising aerospace agriculture airlines architecture automotive aviation banking ' +
    'beverages biotechnology broadcasting building business chemicals commerce communications computing construction consulting ' +
    'consultancy cosmetics defence defense distribution ecommerce education electrical electronics employment energy engineering ' +
    'entertainment environment fashion finance financial fisheries fitness forestry furniture gardening government hardware health ' +
    'healthcare hospitality insurance internet investment jewellery jewelry journalism landscaping leisure logistics machinery ' +
    'management manufacturing marketing medical medicine mining musician nonprofit nutrition packaging pharmaceutical ' +
    'pharmaceuticals pharmacy photography plumbing printing property publishing recreation recruitment recycling renewables repairs ' +
    'research restaurant restaurants retail sanitation security semiconductors services shipping software sports staffing ' +
    'technologies technology telecommunication telecommunications telecoms textiles tourism transport transportation travel ' +
    'utilities veterinary warehousing wholesale ' +
    // Who somebody is.
    'accountant administrator architect assistant associate business chairman commercial company consumer contractor customer ' +
    'developer director distributor divorced doctorate electrician employee employed engineer enterprise entrepreneur executive ' +
    'freelance freelancer graduate homemaker individual individuals journalist lawyer manager managers married non-binary ' +
    'organisation organization partner partners photographer physician postgraduate president private professional professor ' +
    'programmer prospect recruiter reseller resellers researcher residential retired retailer salesperson scientist secondary ' +
    'secretary self-employed separated student students subscriber supplier teacher technician undergraduate undisclosed ' +
    'unemployed university volunteer wholesaler widowed ' +
    // How often, how much, how.
    'advanced annual annually automatic average beginner biannual bimonthly biweekly complete completed confirmed cheapest ' +
    'contract delivered delivery discount discounted economy essential excellent express extended fortnightly freemium ' +
    'intermediate international lifetime medium monthly national neutral nothing occasional ongoing onetime optional overnight ' +
    'personal pickup platinum premium priority quarterly recurring regular satisfied dissatisfied seasonal semiannual several ' +
    'sometimes special standard starter subscription subscriptions temporary tomorrow trimester ultimate unlimited unsatisfied ' +
    'weekend weekly yearly ' +
    // How it was paid, how it came.
    'advertisement affiliate affiliates bluetooth campaign cancelled cash-on-delivery cheque conference credit-card creditcard ' +
    'crowdfunding debitcard direct discount electronic exhibition facebook influencer instagram invoice linkedin marketplace ' +
    'newsletter offline organic outbound payment pinterest podcast prepaid purchase recommendation referral referrals refunded ' +
    'registered search standing transfer telephone television twitter voucher website whatsapp youtube ' +
    // Goods.
    'accessories accessory apparel appliance appliances bathroom bedding beverage biscuits bracelet bracelets breakfast calendar ' +
    'candles ceramics children childrens chocolate chocolates christmas cleaning clothes clothing coffees collectibles computer ' +
    'computers cosmetic crockery cutlery decoration decorations desserts earrings electronic equipment eyewear fragrance fragrances ' +
    'footwear furnishings giftcard glassware groceries grocery handbags handmade headphones homeware household houseware ' +
    'illustration ingredients instruments kitchen kitchenware knitwear laptops lighting lingerie luggage magazine magazines makeup ' +
    'menswear mobiles monitors necklace necklaces notebook notebooks nursery outdoor outdoors outerwear paintings perfume perfumes ' +
    'pottery printer printers product products sandals sculpture seafood skincare smartphone smartphones snowboard sneakers ' +
    'stationery supplement supplements supplies sunglasses sweaters swimwear tableware tablets templates toiletries trousers ' +
    'underwear vegetables vegetable vitamins wallpaper watches womenswear workshop workshops'
  ).split(' '),
);
