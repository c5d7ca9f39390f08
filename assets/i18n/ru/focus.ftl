# Фокус месяца, проверки подходов, прогнозы менеджера.

method-most-active = сначала активные
method-biggest = сначала крупные
method-last-month = по последнему месяцу
method-formula = по формуле
method-fitted = по модели портфеля
method-by-hand = выбор вручную

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
