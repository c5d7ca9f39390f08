# Фокус месяца, проверки подходов, прогнозы менеджера.

# Отказы
rule-no-cohort = Такого сегмента нет.
rule-cohort-empty = Замораживать некого: в списке нет клиентов. Отметьте их или смените фильтр.
rule-cohort-archived = Все клиенты списка в архиве. Верните их или возьмите других.
rule-cohort-taken = На { $month } уже есть фокус «{ $name }». Закройте его или замените.
rule-cohort-over = { $month } уже закончился. Выберите текущий или следующий месяц.
rule-cohort-held-out = { $percent } в контроле — слишком много: можно до { $most }, иначе работать не с кем.
rule-cohort-closed = «{ $name }» уже закрыт.
rule-cohort-not-in = Этого клиента в сегменте нет.
rule-cohort-in = Этот клиент уже в сегменте.
rule-no-forecast = Такого прогноза нет.
rule-forecast-no-base = У клиента нет расхода за три последних закрытых месяца: прогноз не с чем сравнить. Загрузите расход.
rule-forecast-range = Изменение в процентах: от −100 до 1000.
rule-forecast-not-ahead = { $month } — не впереди. Прогноз делают на текущий месяц или на два года вперёд.

# Ход работы
focus-worked = проработано { $worked } из { $all }
focus-tried = не дозвонились: { $count }
focus-wrote = обратились сами: { $count }
focus-accepted = принято рекомендаций: { $count }
focus-held-out = в контроле: { $count }
focus-spoilt = из контроля всё же проработано: { $count }
focus-left = вышли: { $count }
focus-archived = в архиве: { $count }
focus-without-spend = без расхода: { $count }
focus-status = фокус «{ $name }» { $worked }/{ $all }
focus-points = { $count } п. п.

# Сравнение
focus-no-change = нет данных
focus-arm-held-out = контроль
focus-arm-not-worked = остальные
focus-arms = { $months ->
    [one] за { $months } месяц
    [few] за { $months } месяца
   *[many] за { $months } месяцев
}, { $currency }: проработанные { $worked } ({ $clients }), { $rest } { $change } ({ $others })
focus-missing-worked = проработанных не хватает: { $count }
focus-missing-held-out = контрольных не хватает: { $count }
focus-missing-not-worked = непроработанных не хватает: { $count }
focus-too-few = Вывод делать рано: { $what }. Нужно хотя бы по { $least } с каждой стороны.
focus-unlike = Сравнить нельзя: проработанные и остальные слишком разные по баллу.
focus-clear-more = При равном балле проработанные выше на { $difference } (± { $spread }): это больше, чем случайность.
focus-clear-less = При равном балле проработанные ниже: { $difference } (± { $spread }). Это не случайность, ищите причину.
focus-unclear = При равном балле разница { $difference } (± { $spread }): от случайности не отличить.
focus-weaker = Сравнение слабее, чем с контролем: кому звонить, выбирали вы.
focus-out = Не сравниваем: { $what }.
focus-out-spoilt = проработанные из контроля — { $count }
focus-out-later = проработанные позже первого месяца — { $count }
focus-out-left = вышедшие — { $count }
focus-out-base = без трёх месяцев расхода до заморозки — { $count }
focus-out-after = без данных за эти месяцы — { $count }
focus-everybody = все вместе
focus-order = { $name }: { $change }, { $money } ({ $count } кл.)
focus-best-none = Ни один порядок не дал в первой трети больше, чем все вместе.
focus-best-own = Лучшей оказалась первая треть «{ $name }»: { $money }.
focus-best-other = Порядок «{ $name }» дал бы больше ({ $money }), чем выбранный «{ $own }».

# Прогнозы
forecast-said = { $percent }, { $month }
forecast-ahead = ждём
forecast-no-figure = месяц закрыт, расхода нет
forecast-other-currency = валюта расхода сменилась
forecast-hit = сбылся: вышло { $real }
forecast-near = почти: вышло { $real }
forecast-miss = не сбылся: вышло { $real }
forecast-calibration = { $count ->
    [one] { $count } прогноз
    [few] { $count } прогноза
   *[many] { $count } прогнозов
}: сбылось { $hits }, почти { $near }
forecast-bias-few = { $count ->
    [one] для вывода нужен ещё { $count }
   *[other] для вывода нужно ещё { $count }
}
forecast-bias-none = перекоса нет
forecast-bias-high = вы ждёте на { $points } п. п. больше, чем выходит
forecast-bias-low = вы ждёте на { $points } п. п. меньше, чем выходит
forecast-bias-decline = снижение вы преувеличиваете на { $points } п. п.
forecast-group-all = все прогнозы
forecast-group-growth = рост
forecast-group-decline = снижение
forecast-group-tier = категория { $tier }
forecast-title = Прогноз
forecast-base = сейчас в среднем { $money } в месяц
forecast-percent = Изменение, %
forecast-percent-hint = +30 или −20
forecast-percent-wrong = Нужно число процентов: 30 или −20.
forecast-until = К какому месяцу
forecast-until-wrong = Нужен месяц: 2027-03, 03.2027 или «через 3 месяца».
forecast-note = Почему
forecast-none = Прогнозов пока нет.
forecast-none-how = Запишите, что станет с расходом клиента: { $key } в списке клиентов. Когда месяц закроется, прогноз сверится с расходом сам, и станет видно, где вы ошибаетесь.
forecast-none-closed = Ни один прогноз ещё не закрылся.
forecast-list-ahead = Ждём
forecast-list-past = Закрылись
forecast-hidden = Ещё { $count } раньше: { $key } — показать
forecast-made = от { $date }, было { $base } в месяц
forecast-ask-remove = Снять прогноз «{ $forecast }», { $name }?
forecast-ask-remove-why = Снятый прогноз не войдёт в счёт точности. Отмена вернёт его.
forecast-remove = Снять
forecast-explain-how = Сбылся — вышло не дальше 10 п. п. от прогноза или трети его величины, что больше; почти — не дальше двойного. Сравниваем расход месяца прогноза со средним месяцем трёх закрытых до прогноза. Последний закрытый месяц: { $month }. Архивные клиенты считаются.
forecast-explain-bias = Перекос
forecast-explain-bias-how = Среднее от «прогноз минус факт» в процентных пунктах. Меньше трёх прогнозов — вывода нет; меньше 3 п. п. — перекоса нет.

# Страница фокуса
focus-title = Фокус и рейтинг
focus-page-members = Фокус
focus-page-ranking = Рейтинг
focus-page-cohorts = Проверки
focus-page-forecasts = Прогнозы
focus-none = На { $month } фокус не выбран.
focus-none-how = { $key } — зафиксировать фокус: клиентов, отмеченных или найденных в списке, либо первых по порядку. { $experiment } — проверить новый порядок обзвона. Часть клиентов программа оставит в контроле: по ним потом видно, помогла ли работа.
focus-experiment = проверка
focus-about = · { $what } · с { $date } · { $method } · { $count ->
    [one] { $count } клиент
    [few] { $count } клиента
   *[many] { $count } клиентов
}
focus-closed-on = закрыт { $date }
focus-month-over = месяц закончился
focus-days-left = { $count ->
    [one] остался { $count } день
    [few] осталось { $count } дня
   *[many] осталось { $count } дней
}
focus-clock-back = Часы компьютера стоят раньше, чем сегмент зафиксирован. Проверьте дату: пока сравнивать нечего.
focus-left-shown = { $key } — показать их
focus-hypothesis = Ждём: { $text }
focus-verdict-said = Вывод: { $text }
focus-not-yet = Сравнить можно будет, когда закроется { $month }.
focus-column-score = балл
focus-column-base = было, 3 мес
focus-column-spend = расход
focus-column-state = что сделано
focus-state-waiting = ещё не говорили
focus-state-tried = не дозвонились
focus-state-worked = поговорили { $date }
focus-state-held-out = контроль, не трогаем
focus-state-spoilt = контроль нарушен { $date }
focus-state-archived = в архиве
focus-state-left = вышел { $date }: { $reason }

# Проверки
focus-experiments = Проверки подходов
focus-past = Фокус других месяцев
focus-since = с { $date }
focus-hidden = Закрытых: { $count }, { $key } — показать
focus-no-experiments = Проверок нет. { $key } — взять первых по какому-то порядку и через 1–3 месяца увидеть, что это дало.
focus-no-past = Пока не было.
focus-orders = Первая треть тех же клиентов по разным порядкам — { $what }.
focus-orders-few = Порядки сравним, когда будет хотя бы { $least } клиентов с известным расходом.

# Формы
focus-new-focus = Фокус месяца
focus-new-experiment = Новая проверка
focus-name = Название
focus-name-hint = просел расход три месяца
focus-month = Месяц
focus-from = Кого берём
focus-from-marked = { $count ->
    [one] отмеченного в списке: { $count }
   *[other] отмеченных в списке: { $count }
}
focus-from-shown = { $count ->
    [one] кого показывает список: { $count }
   *[other] кого показывает список: { $count }
}
focus-from-top = первых по порядку
focus-method = Порядок
focus-order-fallen = по последнему месяцу: просевшие
focus-order-risen = по последнему месяцу: растущие
focus-top = Сколько первых
focus-top-wrong = Нужно целое число от 1.
focus-holdout = В контроле, %
focus-holdout-none = без контроля не узнать, помогла ли работа
focus-holdout-why = их не трогаем, чтобы было с кем сравнить
focus-holdout-wrong = Нужно число от 0 до { $most }.
focus-hypothesis-field = Чего ждём
focus-replace = Заменить нынешний фокус
focus-replace-ask = На этот месяц уже есть «{ $name }». Включите, и он закроется.
focus-leave-title = Вывести из фокуса
focus-leave-reason = Почему
focus-leave-hint = закрылся, ушёл к другим, просил не звонить
focus-close-title = Закрыть с выводом
focus-verdict = Вывод

# Откуда цифры
focus-explain-worked = Клиент проработан, если после { $date } был настоящий разговор по нашей инициативе: дозвон или отказ. Недозвон и обращение самого клиента не считаются. Вышедшие, архивные и контрольные — не в счёт.
focus-explain-held-out = Контроль выбран сам: список в порядке балла и размера делится на равные отрезки, из каждого взят один клиент. С кем из контроля всё же поговорили ({ $spoilt }), те в сравнение не идут.
focus-explain-base = Было
focus-explain-base-how = Расход трёх закрытых месяцев до фиксации: { $first } – { $last }.
focus-explain-comparison = Расход за { $first } – { $last } делим на столько же средних месяцев до фиксации. Группы равного балла: { $groups }; разница — среднее по группам с весом расхода проработанных, ± — две стандартные ошибки. Проработаны — в первом месяце. { $out }
focus-explain-windows = Сравнение через 30, 60 и 90 дней
focus-explain-windows-how = Считаем закрытые месяцы с { $first } по { $last }. Если сегмент зафиксирован после 15-го, текущий месяц в счёт не идёт.
focus-explain-orders = Какой порядок дал бы больше
focus-explain-orders-how = Тех же клиентов ставим в порядке балла, активности (месяцы с расходом за год), размера, последнего месяца и смотрим, что стало с первой третью. Это прогноз, а не действие звонка: действие видно только против контроля.

# Рейтинг
focus-rank-wait = Рейтинг ещё считается.
focus-rank-at = данные по { $month }
focus-rank-tested = На своём прошлом: верно { $pairs } пар из 100, в первой десятой в { $lift } раза больше, чем наугад. Другие порядки — { $others }.
focus-rank-other = { $name } { $pairs } (в { $lift } раза)
focus-rank-unscored = Без оценки: мало истории — { $little }, трат нет — { $stopped }. { $key } — показать их внизу.
focus-rank-unscored-below = Без оценки, внизу списка: мало истории — { $little }, трат нет — { $stopped }.
focus-rank-expected = Ждём за три месяца { $expected }, скорее всего от { $low } до { $high }.
focus-rank-chances = Спад с вероятностью { $decline }, рост — { $growth }; уверенность { $confidence }.
focus-column-decline = спад
focus-column-growth = рост
focus-column-verdict = что делать
focus-column-expected = ждём
focus-column-range = скорее всего
focus-column-confidence = доверие
focus-column-why = почему
focus-explain-by-chance = Порядок — по вероятности, что за следующие три месяца расход будет ниже 80 % (спад) или выше 120 % (рост) прошлых трёх.
focus-explain-by-money = Порядок — по вероятности и размеру вместе: чем крупнее клиент среди клиентов той же валюты, тем дороже ошибка.
focus-explain-tested = Насколько верить
focus-order-protect = рейтинг: удержать
focus-order-protect-money = рейтинг: удержать, по деньгам
focus-order-grow = рейтинг: растить
focus-order-grow-money = рейтинг: растить, по деньгам
focus-few-of = { $currencies }: клиентов слишком мало для сравнения.

# Командная строка
cli-focus-none = На { $month } фокус не зафиксирован. Зафиксируйте: planerka focus freeze.
cli-focus-frozen = Фокус зафиксирован: { $name }.
cli-focus-closed = Фокус закрыт: { $name }.
cli-forecast-added = Прогноз записан: { $name }.

focus-drift = По запросу «{ $query }» сейчас вошли бы ещё { $entered }, уже не подходят { $gone }.
focus-query-broken = Запрос сегмента больше не читается: { $fault }.
