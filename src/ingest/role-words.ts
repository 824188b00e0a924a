import type { Role } from '../domain';

/** Words by which headers name a role, with how surely they do; and words that speak against it, with what is left then. */
export interface RoleWords {
  readonly role: Role;
  readonly words: readonly (readonly [sureness: number, phrases: string])[];
  readonly against?: readonly (readonly [left: number, words: string])[];
}

/**
 * Headers as `normalise` gives them; phrases separated by `|`. English, Chinese, and the common German, French, Spanish,
 * Portuguese, Italian and Japanese words. `=` marks a word that means this only when it stands alone.
 */
export const roleWords: readonly RoleWords[] = [
  {
    role: 'customerId',
    words: [
      [
        1,
        'customer id|customer number|customer no|customer nr|customer code|customer key|customer ref|client id|client number|client no|client nr|client code|shopper no|buyer no|buyer number|user number|user no|cust id|cust no|buyer id|buyer user id|subscriber id|shopper id|customerid|custid|kundennummer|kunden id|kunden nr|kundennr|id client|numero client|code client|id cliente|codigo cliente|numero cliente|客户id|客户编号|客户号|客户代码|会员id|会员编号|会员号|会员卡号|用户id|用户编号|用户标识|买家id|买家会员名|顾客id|顾客编号|顧客id|顧客番号|顧客コード|会員番号|会員id|買い手id|kaufer id|kaufernummer|nutzername des kaufers|mitgliedsnummer|id acheteur|numero d adherent|id del cliente|id do cliente|codigo do cliente|id comprador|客户码|顾客编号|买家账号|买家昵称id',
      ],
      [
        0.9,
        'user id|member id|member no|member number|membership id|account id|account number|contact id|respondent id|userid|uid|openid|=customer',
      ],
      [
        0.75,
        '=client|=buyer|=member|patient id|person id|guest id|visitor id|=kunde|=cliente|=client|=客户|=会员|=顾客|=买家|=用户|=顧客|=cpf|=cnpj|=kaufer|=besteller|=acheteur|=comprador|=mitglied|=membre|=miembro|=socio|=会員|=購入者',
      ],
      [0.6, '=account|=user|交易对方|=cust'],
    ],
    against: [[0.3, 'reference|parent|agent|seller|merchant|vendor|supplier|employee|staff|sales|商户|商家|供应商|员工']],
  },
  {
    role: 'orderId',
    words: [
      [
        1,
        'order id|order number|order no|order num|order nr|orderid|invoice no|invoice number|invoice id|bestellnummer|bestell nr|bestellnr|auftragsnummer|rechnungsnummer|rechnungs nr|rechnung nr|rechnung nummer|rechnung no|auftrag nr|auftrags nr|bestellung nr|beleg nummer|facture no|facture numero|numero de facture|n facture|numero de factura|factura no|numero de commande|numero commande|numero de pedido|numero pedido|numero facture|订单号|订单编号|订单id|主订单编号|注文番号|注文id|受注番号|伝票番号|pedido id|id pedido|id del pedido|id do pedido|numero de orden|numero do pedido|n de commande|id commande|beleg nr|belegnummer|vorgangsnummer|订单编码|订单流水号|交易编号|交易号',
      ],
      [
        0.9,
        'transaction id|transaction number|transaction no|purchase id|receipt number|receipt no|receipt id|sale id|charge id|booking id|booking number|booking no|booking ref|reservation id|reservation number|reservation no|appointment id|appointment number|ticket number|session id|buchungsnummer|numero de reservation|numero de reserva|预订号|预约号|预约编号|予約番号|bill no|bill number|basket id|order reference|order ref|交易单号|交易订单号|流水号|小票号',
      ],
      [0.75, '=order|=invoice|opportunity id|deal id|=bestellung|=commande|=pedido|=factura|=facture|=订单'],
      [0.5, '单号|payment id'],
    ],
    against: [[0.4, 'dining|channel|商户|支付|物流|快递|reference|退款|子订单']],
  },
  {
    role: 'email',
    words: [
      [
        1,
        'email|e mail|email address|mail address|purchase email|customer email|电子邮件|电子邮箱|邮箱|邮箱地址|メール|メールアドレス|courriel|correo electronico|adresse e mail|adresse mail|mailadresse|e mail adresse|endereco de e mail|買い手メール|买家邮箱',
      ],
      [0.8, '=mail|=correo|from email address'],
    ],
    against: [
      [
        0.3,
        'to|giftee|disabled|marketing|count|opens|clicks|status|seller|agent|staff|employee|vendor|supplier|sales|owner|manager|卖家|店员|员工|客服|供应商',
      ],
    ],
  },
  {
    role: 'phone',
    words: [
      [
        1,
        'phone|phone number|mobile|mobile number|telephone|cell phone|contact number|手机|手机号|手机号码|电话|电话号码|联系电话|联系手机|telefon|telefonnummer|handy|telefono|telefone|telephone|電話番号|電話|celular|movil|portable|mobiltelefon|handynummer|numero de telefono|numero de telefone|numero de telephone|携帯電話|携帯番号|联系方式|买家手机',
      ],
      [0.7, '=tel|=cell|msisdn'],
    ],
    against: [[0.1, 'service|plan|lines|type|brand|model']],
  },
  {
    role: 'name',
    words: [
      [
        1,
        'customer name|full name|client name|buyer name|donor name|supporter name|guest name|attendee name|participant name|student name|patient name|tenant name|姓名|客户姓名|客户名称|顾客姓名|会员姓名|氏名|kundenname|nom du client|nombre del cliente|nome do cliente|nombre completo|nome completo|nom complet|name des kaufers|nom de l acheteur|nombre del comprador|nome do comprador|お客様名|顧客名|顧客氏名|購入者名|购买人|下单人|买家姓名|客户名|会员名',
      ],
      [0.85, 'contact name|billing name|member name|display name|收货人姓名|收货人|收件人|联系人|=お名前|=名前|=顧客名'],
      [0.7, '=name|=nom|=nombre|=nome|昵称|用户名|shipping name|ship name|subscriber name'],
      [0.5, 'user name|username|first name|=vorname|=prenom'],
    ],
    against: [
      [
        0.05,
        'product|item|lineitem|campaign|company|file|location|device|table|agent|manager|tax|series|discount|method|price|method|event|店铺|商品|商家|商户|category|plan|province|point|terms|store|shop|staff|employee|rep|seller|vendor|supplier|brand|list|tag|bank|city|street|produit|produto|producto|articulo|收银员|店员|导购|客户经理|供应商|门店|银行',
      ],
    ],
  },
  {
    role: 'date',
    words: [
      [
        1,
        'order date|order time|invoice date|purchase date|sale date|transaction date|order datetime|date of purchase|date ordered|ordered at|bestelldatum|rechnungsdatum|kaufdatum|fecha de pedido|fecha pedido|fecha de compra|data do pedido|date de commande|date commande|下单时间|下单日期|订单日期|订单时间|订单创建时间|交易时间|交易日期|成交时间|注文日|注文日時|購入日|購入日時|受注日|取引日|bestellt am|verkauft am|verkaufsdatum|kaufdatum|date d achat|date de vente|date de la commande|fecha del pedido|fecha de venta|fecha de la compra|data da compra|data da venda|data de compra|下单日|消费日|购买日|销售日期|成交日期|开单时间|开单日期|结账时间',
      ],
      [
        0.9,
        '=date|created at|created|created date|date created|=datetime|=datum|=fecha|=日期|=日付|created date utc|created utc|付款时间|创建时间|购买日期|购买时间|消费时间|消费日期|提交时间|submitted at|response date|visit date|event date|event time|close date|closed date',
      ],
      [0.8, 'timestamp|date time|=when|payment date|paid at|date paid|日期|date'],
      [
        0.6,
        'start time|start date|signup date|sign up date|registration date|joined|join date|date joined|member since|=data|optin time|时间|注册日期|注册时间|=day|=time|datum|fecha',
      ],
      [0.4, 'time|since'],
    ],
    against: [
      [
        0.4,
        'updated|modified|shipped|shipping|ship|fulfilled|delivered|cancelled|canceled|expiry|expires|expiration|end|ended|last|next|due|refund|lock|check|confirm|发货|收货|完成|更新|修改|结束|到期|return|returned|delivery|arrival|lieferdatum|versanddatum|entrega|livraison|envio|配送|発送|到着|退货|最近|上次|首次',
      ],
      [
        0.1,
        'birth|birthday|dob|生日|出生|lead|delay|geburtsdatum|geburtstag|naissance|nacimiento|nascimento|aniversario|生年月日|誕生日',
      ],
    ],
  },
  {
    role: 'quantity',
    words: [
      [
        1,
        'quantity|qty|lineitem quantity|units sold|数量|商品数量|购买数量|menge|anzahl|quantite|cantidad|quantidade|quantita|個数|stuckzahl|anzahl artikel|nombre d articles|unidades|unites|qte|qtd|点数|购买件数|销售数量|订购数量|份数|数量 件',
      ],
      [0.8, 'items sold|number of items|item count|=units|=pieces|件数|num items|宝贝总数量'],
    ],
    against: [[0.3, 'refund|refunded|stock|available|min|max|退款|库存|returned|reserved|reorder|lager|bestand|在庫|返品']],
  },
  {
    role: 'price',
    words: [
      [
        1,
        'unit price|lineitem price|item price|price each|price per unit|product price|单价|商品单价|einzelpreis|stuckpreis|prix unitaire|precio unitario|preco unitario|単価|prix unitaire ttc|stuckpreis brutto|成交单价|销售单价',
      ],
      [0.85, '=price|list price|sales price|selling price|价格|售价|=preis|=prix|=precio|=preco|=prezzo|価格'],
      [0.6, 'price|preis|prix|precio'],
    ],
    against: [
      [
        0.1,
        'compare|original|shipping|discount|variants|point|type|currency|total|paid|purchasing|吊牌|级|cost|wholesale|category|range|list name|einkaufspreis|achat|coste|custo|进价|成本|进货|仕入',
      ],
    ],
  },
  {
    role: 'amount',
    words: [
      [
        1,
        '=amount|order total|total amount|amount paid|order amount|sale amount|sales amount|transaction amount|order value|line total|item total|net sales|total paid|=金额|金额 元|总金额|订单金额|实付金额|订单实付金额|用户实付金额|支付金额|消费金额|交易金额|成交金额|买家实际支付金额|实付款|金額|合計金額|支払金額|gesamtbetrag|montant total|importe total|monto total|valor total|montant ttc|total ttc|prix total|gesamtsumme|gesamtpreis|rechnungsbetrag|bruttobetrag|endbetrag|zahlbetrag|summe brutto|total del pedido|total do pedido|valor do pedido|valor pago|importe pagado|monto pagado|precio total|preco total|montant de la commande|購入金額|注文金額|税込金額|請求金額|お支払い金額|実支払額|实收金额|实收|订单总额|订单总价|订单实付|销售金额|消费总额|成交价|商品总价|订单应付金额|买家应付货款|合计金额',
      ],
      [
        0.9,
        '=total|grand total|total price|=revenue|net revenue|total spent|total spend|=sales|gross sales|=brutto|brutto betrag|=ttc|=expenditure|price paid|deal amount|总价|销售额|应付金额|实付|=gross|net total|=betrag|=summe|=umsatz|=montant|=importe|=valor|=monto|=合計|売上|lifetime amount|total revenue|金额',
      ],
      [
        0.8,
        'close value|total charges|lifetime value|=spend|=spent|=turnover|=monetary|sale price|=paid|subtotal|amount|=netto|netto betrag|nettobetrag|=ht|=payment|total purchase amount|purchase amount',
      ],
      [0.5, 'total|revenue|=value|=net|spend|sales|expenditure|accounts payable'],
    ],
    against: [
      [
        0.15,
        'tax|taxes|vat|shipping|ship|discount|discounts|fee|fees|tip|commission|refund|refunded|refunds|balance|coupon|points|count|quantity|qty|id|number|items|orders|score|income|monthly|day|night|eve|intl|minutes|calls|visits|rank|agent|currency|运费|邮费|优惠|折扣|税|手续费|退款|积分|converted|affiliate|insurance|outstanding|pledge|type|method|days|units|duration|returns|likes|due|average|avg|mean|median|cost|costs|profit|margin|budget|target|goal|quota|salary|wage|deposit|remise|rabatt|descuento|desconto|tva|iva|mwst|mehrwertsteuer|steuer|versandkosten|versand|frais|envio|frete|impuesto|taxa|imposto|利润|成本|毛利|预算|平均|余额|佣金|服务费|割引|消費税|送料|手数料|原価',
      ],
    ],
  },
  {
    role: 'refund',
    words: [
      [
        1,
        'refund amount|refunded amount|amount refunded|refund total|total refunded|退款金额|erstattung|remboursement|reembolso|返金額|返金|erstattungsbetrag|erstatteter betrag|montant rembourse|importe reembolsado|monto devuelto|valor reembolsado|valor estornado|实退金额|退款总额',
      ],
      [0.85, '=refund|=refunds|partial refund|refunded volume|=退款'],
    ],
    against: [[0.2, 'converted|date|reason|id|status|单号|类型|状态|申请|充值|count|number|policy|原因|时间|次数|理由']],
  },
  {
    role: 'currency',
    words: [
      [
        1,
        'currency|currency code|币种|货币|货币种类|wahrung|devise|moneda|moeda|通貨|wahrungscode|code devise|codigo de moneda|币别|结算币种',
      ],
    ],
    against: [[0.2, 'converted|fee']],
  },
  {
    role: 'status',
    words: [
      [
        1,
        'order status|financial status|payment status|transaction status|订单状态|交易状态|支付状态|付款状态|bestellstatus|注文状況|注文ステータス|zahlungsstatus|zahlstatus|statut de la commande|statut du paiement|etat de la commande|statut commande|estado del pedido|estado del pago|estado pedido|status do pedido|status do pagamento|situacao do pedido|estado do pedido|支払状況|入金状況|交易结果',
      ],
      [0.9, '=status|=状态|当前状态|=statut|=estado|=situacao|ステータス|deal stage|状态'],
      [0.6, 'status|=stage'],
    ],
    against: [
      [
        0.05,
        'marital|address|employment|patron|married|婚姻|email|mail|lead|member|membership|loyalty|civil|familienstand|verification|tax|stock|会员|邮箱|认证|库存|在庫',
      ],
      [0.4, 'fulfillment|lineitem|last|shipping|payout|售后|退款'],
    ],
  },
  {
    role: 'product',
    words: [
      [
        1,
        'product name|item name|lineitem name|product title|商品名称|产品名称|商品名|全部商品名称|宝贝标题|品名|produktname|artikelname|nom du produit|nombre del producto|nome do produto|artikelbezeichnung|produktbezeichnung|angebotstitel|titre de l annonce|titre du produit|titulo del producto|titulo do anuncio|titulo de la publicacion|designation|descricao do produto|descripcion del producto|商品标题|货品名称|菜品名称|产品标题|品目|商品タイトル|アイテム名',
      ],
      [
        0.95,
        '=product|=item|=商品|=产品|item title|选购商品|=produkt|=artikel|=produit|=producto|=produto|=prodotto|=products|=goods',
      ],
      [0.75, '=description|商品说明|=菜品|products|=product s|=title'],
      [0.5, 'product|stock code|=sku|product id|product code|商品'],
    ],
    against: [
      [
        0.2,
        'category|type|price|quantity|count|num|number|numof|of|views|viewed|价|种类|数量|金额|review|meta|compare|规格|series|tax|rating|ratings|reviews|brand|weight|stock|cost|page|url|link|image|tag|tags|评价|评分|品牌|库存|图片|链接|编码|条码|カテゴリ|価格',
      ],
    ],
  },
  {
    role: 'country',
    words: [
      [
        1,
        '=country|billing country|country region|国家|国家地区|land des kaufers|pays de livraison|pais de envio|pais do comprador',
      ],
      [0.9, 'shipping country|ship country|buyer country|customer country|=pais|=pays|国家 地区'],
      [0.8, 'country|country code|=nation|=land|=paese|=国'],
    ],
  },
  {
    role: 'rating',
    words: [
      [
        1,
        '=rating|=satisfaction|satisfaction score|satisfaction rating|csat|csat score|nps|nps score|star rating|overall rating|overall satisfaction|review score|likelihood to recommend|评分|满意度|满意度评分|星级|zufriedenheit|satisfaccion|calificacion|satisfacao|満足度|評価|kundenbewertung|kundenzufriedenheit|sternebewertung|weiterempfehlung|note client|note globale|satisfaction client|note de satisfaction|valoracion|calificacion del cliente|satisfaccion del cliente|avaliacao do cliente|satisfacao do cliente|nota|客户评分|客户评价|用户评分|顾客满意度|客户满意度|总体满意度|服务评分|総合評価|顧客満足度|おすすめ度',
      ],
      [
        0.85,
        '=stars|=recommend|打分|评价分数|推荐意愿|推荐度|bewertung|puntuacion|avaliacao|review rating|would recommend|=レビュー|=評点|=点評|=sterne|=etoiles|=estrellas|=estrelas',
      ],
      [0.6, '=score|=answer|=note|rating|=得分|satisfaction'],
    ],
    against: [
      [
        0.2,
        'credit|risk|lead|member|spending|churn|content|engagement|count|product|number|环境|服务数|信用|风险|fiscal|nota fiscal|件数',
      ],
    ],
  },
  {
    role: 'interaction',
    words: [
      [
        1,
        'interaction|interaction type|event type|event name|activity type|contact type|touchpoint|互动|互动类型|事件|事件类型|行为类型|触点|接触类型',
      ],
      [0.8, '=event|=activity|=action|ticket type|行为'],
      [0.5, '=channel|=渠道|=type'],
    ],
  },
];
