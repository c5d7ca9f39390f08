# Страница кампаний в карточке и проверка многих клиентов.

ad-type-unknown = прочее
ad-type-search = поиск
ad-type-brand = бренд
ad-type-display = сети
ad-type-remarketing = ремаркетинг
ad-type-shopping = товары
ad-type-video = видео
ad-type-smart = автокампании
ad-type-app = приложение
ad-type-social = соцсети

ad-state-on = идёт
ad-state-unknown = состояние неизвестно
ad-state-paused = остановлена
ad-state-ended = завершена
ad-state-rejected = отклонена модерацией
ad-state-moderation = на модерации
ad-state-no-funds = нет средств

ad-known-unknown = не знаем
ad-known-yes = есть
ad-known-no = нет

ad-campaigns = { $count ->
    [one] { $count } кампания
    [few] { $count } кампании
   *[other] { $count } кампаний
}, { $running ->
    [one] идёт { $running }
   *[other] идут { $running }
}
ad-accounts = аккаунты: { $list }
ad-accounts-many = { $count ->
    [one] { $count } аккаунт
    [few] { $count } аккаунта
   *[other] { $count } аккаунтов
}
ad-analytics = аналитика: { $what }
ad-goals = цели: { $what }
ad-calls = коллтрекинг: { $what }

ad-spend = Расход
ad-impressions = Показы
ad-clicks = Клики
ad-ctr = CTR
ad-cpc = CPC
ad-conversions = Конверсии
ad-conversions-short = Конв.
ad-cpa = CPA
ad-by-day = расход по дням
ad-budget = Бюджет в день
ad-over = Сверх медианы
ad-median = Медиана CPA
ad-last = 28 дней
ad-before = 28 дней до того
ad-change = изменение
ad-nothing-before = За 28 дней до того полных данных нет.
ad-now-was = { $now } (было { $was })
ad-short = { $count ->
    [one] { $count } кампания
    [few] { $count } кампании
   *[other] { $count } кампаний
}, 28 дней по { $date }: { $amount } { $change }
ad-short-stale = { $count ->
    [one] { $count } кампания
    [few] { $count } кампании
   *[other] { $count } кампаний
}, данные на { $date } устарели: { $amount }

findings-title = Находки
findings-open = { $count ->
    [one] { $count } случай
    [few] { $count } случая
   *[other] { $count } случаев
} по { $rules ->
    [one] { $rules } правилу
   *[other] { $rules } правилам
}
findings-stake = на кону { $amount }
findings-clean = { $count ->
    [one] Правила ничего не нашли: проверено { $count } правило.
    [few] Правила ничего не нашли: проверено { $count } правила.
   *[other] Правила ничего не нашли: проверено { $count } правил.
}
findings-settled = { $count ->
    [one] Всё найденное уже разобрано: проверено { $count } правило.
    [few] Всё найденное уже разобрано: проверено { $count } правила.
   *[other] Всё найденное уже разобрано: проверено { $count } правил.
}
findings-aside = { $count ->
    [one] Отложена { $count } находка
    [few] Отложены { $count } находки
   *[other] Отложено { $count } находок
} · { $key } — показать
finding-critical = критично
finding-fix = исправить
finding-growth = рост
finding-taken = в работе
finding-aside = отложено
finding-whole-client = весь аккаунт
finding-campaigns = { $count ->
    [one] { $count } кампания
    [few] { $count } кампании
   *[other] { $count } кампаний
}
finding-platforms = { $count ->
    [one] { $count } площадка
    [few] { $count } площадки
   *[other] { $count } площадок
}
finding-clients = { $count ->
    [one] { $count } клиент
    [few] { $count } клиента
   *[other] { $count } клиентов
}
finding-why = Зачем
finding-if-done = Если сделать
finding-if-not = Если не сделать
finding-how = Как сделать
finding-unfold = { $key } — раскрыть
finding-none-here = На этой строке находок нет.
finding-open-first = Сначала раскройте группу: рекомендация пишется одному клиенту.

dismiss-title = Отложить: { $title }
dismiss-reason = Почему

campaigns-title = Кампании
campaigns-order-worst = по площадкам и типам, худшие сверху
campaigns-order-spend = по площадкам и типам, крупные сверху
campaigns-order-flat = одним списком, худшие сверху
campaigns-order-name = по площадкам и типам, по названию
campaigns-more = { $count ->
    [one] ещё { $count } · { $key } — раскрыть
   *[other] ещё { $count } · { $key } — раскрыть
}
campaigns-none-found = С такими словами ничего нет.
campaigns-reading = Читаю кампании…
campaigns-empty-import = { $key } — загрузить отчёт Директа, Google Ads или Meta Ads.
campaigns-empty-profile = { $key } — записать, что известно: аналитика, цели, коллтрекинг.
campaigns-audited = { $rules ->
    [one] Проверено { $rules } правило
    [few] Проверено { $rules } правила
   *[other] Проверено { $rules } правил
}, { $count ->
    [0] открытых находок нет.
    [one] открыта { $count } находка.
    [few] открыты { $count } находки.
   *[other] открыто { $count } находок.
}

explain-ad-spend = Сумма расхода всех кампаний за 28 дней: { $from } – { $until }, последний день данных. Сравнивается с 28 днями до того.
explain-ad-spend-shared = Расход всех кампаний за 28 дней: { $from } – { $until }, последний день данных; отчёты за более долгий срок взяты пропорционально дням периода. Сравнивается с 28 днями до того.
explain-ad-ctr = Клики ÷ показы: { $clicks } ÷ { $impressions }, { $from } – { $until }.
explain-ad-cpc = Расход ÷ клики: { $cost } ÷ { $clicks }, { $from } – { $until }.
explain-ad-cpa = Расход ÷ конверсии: { $cost } ÷ { $conversions }, { $from } – { $until }.
explain-ad-median = Середина ряда CPA кампаний, у которых есть конверсии. Таких кампаний: { $count }, { $from } – { $until }.
explain-ad-over = Чем больше денег ушло сверх медианного CPA ({ $median }), тем выше кампания: расход − конверсии × медиана. Расход без конверсий считается целиком. ✗ — конверсий нет, ↑ — CPA в полтора раза выше медианы и больше.
explain-ad-stake = Сумма денег, которых касаются открытые находки, { $from } – { $until }. Кампания с несколькими находками считается один раз.
explain-ad-hit = { $evidence }. Правило { $rule }, мера: { $measure }, на кону { $stake }. Дни правила отсчитаны назад от последнего дня данных: { $until }. По отчётам не по дням правило берёт последний период целиком. Отложенная находка вернётся, когда мера изменится на 25 % и больше.

segment-title = Проверка кампаний
segment-running = Проверено клиентов: { $done } из { $total }
segment-stop = { $key } — остановить
segment-stopped = Проверка остановлена: { $done } из { $total }.
segment-found = { $count ->
    [one] С находками { $count } клиент
    [few] С находками { $count } клиента
   *[other] С находками { $count } клиентов
}
segment-clean = без находок: { $count }
segment-without = без кампаний: { $count }
segment-nobody = В списке нет клиентов с загруженными кампаниями.
segment-none = { $count ->
    [one] Правила ничего не нашли: проверено { $count } правило.
    [few] Правила ничего не нашли: проверено { $count } правила.
   *[other] Правила ничего не нашли: проверено { $count } правил.
}
segment-by-rule = по правилам
segment-by-client = по клиентам
segment-rules = { $count ->
    [one] { $count } правило
    [few] { $count } правила
   *[other] { $count } правил
}
segment-failed = Проверка прервана. { $reason }
