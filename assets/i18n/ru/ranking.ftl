# Кто вырастет, кого беречь: оценки, их слагаемые и проверка на прошлом

# Вердикты: что делать с клиентом
quadrant-grow = растить
quadrant-grow-and-guard = растить и беречь
quadrant-keep-warm = поддерживать
quadrant-news-only = только новости

# В столбце списка: не шире девяти знаков
verdict-short-grow = растить
verdict-short-grow-and-guard = раст+бер
verdict-short-keep-warm = поддерж.
verdict-short-news-only = новости
verdict-short-too-little = мало ист.
verdict-short-stopped = нет трат

confidence-low = низкая
confidence-medium = средняя
confidence-high = высокая

standing-scored = есть оценка
standing-too-little = мало истории
standing-stopped = трат нет

ranking-method-most-active = сначала активные
ranking-method-biggest = сначала крупные
ranking-method-last-month = последний месяц
ranking-method-formula = формула
ranking-method-fitted = модель портфеля
ranking-method-by-hand = вручную

ranking-list-protect = Удержать
ranking-list-grow = Растить
ranking-by-chance = по вероятности
ranking-by-money = по деньгам

# Слагаемые оценки
why-below-usual = на { $percent } ниже обычного уровня
why-above-usual = на { $percent } выше обычного уровня
why-last-stronger = последний месяц сильнее квартала на { $percent }
why-last-weaker = последний месяц слабее квартала на { $percent }
why-tenure = { $months ->
    [one] клиент { $months } месяц
    [few] клиент { $months } месяца
   *[many] клиент { $months } месяцев
}
why-volatile = траты колеблются на { $percent }
why-season-up = год назад следующий квартал был выше на { $percent }
why-season-down = год назад следующий квартал был ниже на { $percent }
why-too-little = { $months ->
    [one] мало истории: { $months } месяц
    [few] мало истории: { $months } месяца
   *[many] мало истории: { $months } месяцев
}
why-stopped = { $months ->
    [one] трат нет { $months } месяц
    [few] трат нет { $months } месяца
   *[many] трат нет { $months } месяцев
}
why-to-growth = к росту: { $what }
why-to-decline = к спаду: { $what }

# Проверка на своём прошлом
ranking-partial = { $count ->
    [one] За { $month } траты есть только у { $count } клиента, взят { $taken }.
   *[many] За { $month } траты есть только у { $count } клиентов, взят { $taken }.
}
ranking-failed = Посчитать оценки не удалось, остались прежние. Подробности — в журнале.
ranking-in-use = В работе { $method ->
    [fitted] модель, подогнанная под ваш портфель
    [formula] формула: своего прошлого мало или модель не лучше
   *[other] { $name }
}.
ranking-windows = { $windows ->
    [one] Проверка на своём прошлом: { $windows } окно, случаев { $cases }.
    [few] Проверка на своём прошлом: { $windows } окна, случаев { $cases }.
   *[many] Проверка на своём прошлом: { $windows } окон, случаев { $cases }.
}
ranking-did = Спад: верно { $decline } из 100 пар, в первой десятой списка спадов против обычного ×{ $lift-decline }. Рост: верно { $growth } из 100 пар, ×{ $lift-growth }.
ranking-wape = Ожидаемые траты ошибались на { $percent } суммы.
ranking-against = Для сравнения, спад и рост: { $methods }.
ranking-against-one = { $name } { $decline } и { $growth }
ranking-ceiling = Потолок невысок: на настоящих данных других компаний лучшие методы верно расставляли 62–72 пары из 100, а монета даёт 50. Оценка помогает выбрать порядок, а не предсказывает судьбу клиента.
ranking-untested = Проверить оценки пока не на чем: нужен хотя бы один закрытый квартал после трёх месяцев истории и два десятка клиентов.
ranking-at = Данные по { $month } включительно.
ranking-empty = В этом списке пока никого: ни у кого нет четырёх месяцев трат.
ranking-row = спад { $decline } · рост { $growth } · { $verdict } · ждём { $expected } ({ $low } – { $high }) · уверенность { $confidence }
ranking-left = { $count ->
    [one] И ещё { $count } клиент: --limit покажет больше.
    [few] И ещё { $count } клиента: --limit покажет больше.
   *[many] И ещё { $count } клиентов: --limit покажет больше.
}
ranking-unscored = Без оценки: мало истории — { $too-little }, трат нет три месяца — { $stopped }.

# Таблица клиент × месяц × траты
score-no-client = { $file }, строка { $line }: не указан клиент. Заполните столбец client_id или удалите строку.
score-bad-month = { $file }, строка { $line }: «{ $found }» не месяц. Пишите месяц так: 2026-03.
score-bad-spend = { $file }, строка { $line }: «{ $found }» не сумма. Пишите число, например 1200.50.
score-shifted = { $file }, строка { $line }: ячеек больше, чем столбцов. Возьмите суммы с запятыми в кавычки.
score-outside = { $file }: месяца { $at } в таблице нет, она с { $first } по { $last }. Назовите в --at месяц из неё.
score-nothing = { $file }: до { $at } никто ничего не потратил, оценивать некого. Проверьте столбец spend и месяц.
score-nothing-at-all = { $file }: в таблице нет ни одной суммы, оценивать некого. Проверьте столбец spend.
score-zeros = { $file }: в столбце spend одни нули, оценивать некого.
score-no-spend = { $file }, строка { $line }: в строке нет ячейки spend. Впишите сумму или удалите строку.
score-bad-at = --at: «{ $found }» не месяц. Пишите месяц так: 2026-03.
score-negative = { $file }, строка { $line }: отрицательная сумма { $found } посчитана как месяц без трат. Если это возврат, вычтите его из месяца покупки.
score-twice = { $file }, строка { $line }: { $month } у этого клиента уже был, суммы сложены. Если это ошибка, оставьте одну строку.
score-more = { $file }: и ещё таких замечаний: { $count }.
score-gaps = { $file }: клиентов с пропущенными месяцами: { $count }. Пропуск считается месяцем без трат; если данных просто нет, впишите их.
score-one-client = { $file }: клиент всего один, сравнивать не с кем. Оценка — по формуле.
score-too-little = { $file }: у всех клиентов не больше трёх месяцев истории. Это слишком мало для оценки, числа годятся только для сортировки.
score-done = { $count ->
    [one] Оценён { $count } клиент на конец { $at }.
    [few] Оценено { $count } клиента на конец { $at }.
   *[many] Оценено { $count } клиентов на конец { $at }.
}
