//! Column names of campaign reports: Direct's API and screens, Google Ads (en, ru, de, fr), Meta Ads (en, ru).
//!
//! Names are in the form of [`key`](crate::jobs::import::columns::key). Within a list the better name comes first: `Link
//! clicks` before `Clicks (all)`. What is an average or a price of one thing is in no list of sums.

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident = [$($word:literal),* $(,)?];)*) => {
        $($(#[$doc])* pub(super) const $name: &[&str] = &[$($word),*];)*
        /// Every known name.
        pub(in crate::jobs::import) const ALL: &[&[&str]] = &[$($name),*];
    };
}

columns! {
    /// Names only tables of clients have.
    FOREIGN = ["client", "клиент"];
    DAY = ["date", "day", "дата", "день", "tag", "jour"];
    WEEK = ["week", "неделя", "woche", "semaine"];
    MONTH = ["month", "месяц", "monat", "mois"];
    QUARTER = ["quarter", "квартал", "quartal", "trimestre"];
    YEAR = ["year", "год", "jahr", "année"];
    /// Meta's range of the row.
    START = ["reporting starts", "начало отчетного периода", "дата начала отчетности"];
    END = [
        "reporting ends", "конец отчетного периода", "окончание отчетного периода",
        "дата окончания отчетности",
    ];
    CAMPAIGN = [
        "campaignname", "campaign name", "campaign", "кампания", "название кампании", "имя кампании",
        "kampagne", "kampagnenname", "campagne", "nom de la campagne",
    ];
    NUMBER = [
        "campaignid", "campaign id", "№ кампании", "номер кампании", "id кампании",
        "идентификатор кампании", "код кампании", "kampagnen id", "id de campagne",
        "id de la campagne", "numéro de la campagne",
    ];
    ACCOUNT = [
        "clientlogin", "customer id", "account id", "идентификатор аккаунта", "идентификатор клиента",
        "логин", "логин клиента", "login", "kundennummer", "numéro client", "account", "account name",
        "аккаунт", "название аккаунта", "имя аккаунта", "konto", "kontoname", "compte", "nom du compte",
    ];
    IMPRESSIONS = ["impressions", "impr.", "impr", "показы", "impressionen"];
    CLICKS = [
        "link clicks", "клики на ссылку", "клики по ссылке", "clicks", "клики", "klicks", "clics",
        "clicks (all)", "клики (все)",
    ];
    COST = [
        "cost", "amount spent", "потраченная сумма", "сумма затрат", "расход с ндс", "расход (с ндс)",
        "расход, с ндс", "расход всего с ндс", "расход всего", "расход", "расход без ндс",
        "расход (без ндс)", "расход, без ндс", "расходы", "стоимость", "цена", "kosten", "coût",
    ];
    CONVERSIONS = ["conversions", "конверсии", "conv.", "достижения целей", "konversionen"];
    /// Meta's: what a result is depends on the objective.
    RESULTS = ["results", "результаты", "результат"];
    RESULT_KIND = ["result indicator", "индикатор результатов", "result type", "тип результата"];
    REVENUE = [
        "purchaserevenue", "revenue", "conv. value", "conversion value", "ценность конверсии",
        "ценность конв.", "ценность конверсий", "доход", "выручка", "conv. wert", "valeur de conv.",
        "purchases conversion value", "purchase conversion value", "ценность конверсии покупок",
    ];
    CURRENCY = ["currency code", "currency", "код валюты", "валюта", "währungscode", "code de devise"];
    STATE = [
        "campaign status", "campaign state", "campaign delivery", "состояние", "состояние кампании",
        "статус кампании", "показ кампании", "kampagnenstatus", "état de la campagne",
        "statut de la campagne",
    ];
    /// Direct's second one, of moderation.
    STATUS = ["статус", "status"];
    TYPE = ["campaigntype", "campaign type", "тип кампании", "kampagnentyp", "type de campagne"];
    BUDGET = [
        "daily budget", "дневной бюджет", "средний дневной бюджет", "budget", "tagesbudget",
        "budget quotidien",
    ];
    REJECTED = [
        "rejected ads", "disapproved ads", "отклонено объявлений", "отклоненные объявления",
        "abgelehnte anzeigen", "annonces refusées",
    ];
    UTM = [
        "utm", "utm метки", "метки utm", "tracking template", "шаблон отслеживания", "final url suffix",
        "параметры url", "url parameters",
    ];
    /// A count of people: it cannot be summed.
    REACH = ["reach", "охват", "reichweite", "couverture"];
    /// Averages and shares, never summed; they help to tell the header from what stands above it.
    RATES = [
        "ctr", "ctr (%)", "wctr (%)", "avg. cpc", "avg. cost", "avg. cpm", "cost / conv.", "avgcpc",
        "ср. цена клика", "ср. цена за клик", "ср. ставка за клик", "цена за клик", "цена цели",
        "цена/конв.", "глубина", "глубина (стр.)", "конверсия (%)", "отказы (%)", "взвешенные показы",
        "frequency", "частота", "cpc", "cost per result", "цена за результат", "coût/conv.",
        "durchschn. cpc", "kosten/conv.", "cpc moy.", "bouncerate", "conversionrate",
        "costperconversion", "adgroupid", "adgroupname", "ad group", "группа", "группа объявлений",
        "ad set name", "название группы объявлений", "device", "устройство",
    ];
}
