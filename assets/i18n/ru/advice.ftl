# Рекомендации: чего ждём, что решил клиент, что получилось.

# Показатели
measure-cpa = CPA
measure-conversions = конверсии
measure-clicks = клики
measure-ctr = CTR
measure-cpc = CPC
measure-spend = расход
measure-cost-share = ДРР
measure-other = другое

# Что дала рекомендация
judged-worked = сработало
judged-no-effect = без эффекта
judged-harmed = навредило
judged-unclear = неясно

# Кто сделал
doer-client = сделал клиент
doer-us = сделали мы

# Пометки
goal-flag-unlinked = без цели
goal-flag-no-goals = в брифе нет целей
lack-flag-title = нет названия
lack-flag-why = нет «зачем»
lack-flag-if = нет «что будет, если»
flaw-short = «{ $field }» слишком коротко, нужна хотя бы фраза
flaw-repeats = «{ $field }» повторяет «{ $other }»

# Отказы
rule-unfounded = Клиенту нужен довод, а не указание: { $what }.
rule-no-goal = Такой открытой цели в брифе нет.
rule-resting = Клиент отказался дважды. Вернуться к этому можно { $date }.
rule-not-ours = Клиент ведёт рекламу сам, мы ему не настраиваем: потом не разобрать, кто что менял.
rule-too-early = Рано: сравнить можно { $date }, когда пройдёт неделя. До того итог только «неясно».
rule-verdict-missing = Скажите, что получилось: сработало, без эффекта, навредило или неясно.

# Повод для звонка
reason-effect-to-check = внедрено { $age } назад, эффект не проверен: { $title }
value-check-effect = посмотреть, что дало: { $title }

# Редактор
draft-page-grounds = Доводы
draft-page-value = Польза и как сделать
draft-goal = Цель
draft-goal-none = без цели
draft-goal-empty = в брифе нет целей
draft-value = Что купят деньги
draft-value-hint = за что клиент платит и что получает, одной строкой
draft-metric = Обещаем
draft-metric-none = ничего не обещаем
draft-metric-missing = Выберите показатель, который изменится на столько.
draft-range = на, %
draft-range-hint = -10..-20
draft-range-wrong = Нужно изменение в процентах: -10..-20 или +5..10.
draft-helper = Кто поможет
draft-helper-hint = руководитель, специалист, услуга
draft-how-simple = Как сделать, простыми словами
draft-how-simple-hint = по шагам, без сокращений
draft-how-expert = Как сделать, для специалиста
draft-how-expert-hint = по шагам, можно терминами
draft-unfounded = До готовой: { $what }

# Шаг рекомендации
advance-other = другой человек
advance-by = Кто внедрил
advance-who = Кто решил
advance-name = Имя
advance-channel = Где сказал
advance-note = Заметка

# Вместо «мы настроили»
substitute-head = Мы не настраиваем
substitute-sell = Предложить услугу настройки
substitute-show = Показать инструкцию и скопировать её
substitute-write = Написать инструкцию
substitute-back = Esc — вернуться и записать, что сделал клиент.
substitute-copied = Инструкция в буфере обмена:
substitute-title = Настройка под ключ: { $title }
substitute-helper = специалист по настройке
substitute-value = настройка сделана специалистом, время клиента не уходит

# Проверка эффекта
check-on = Внедрено
check-moved = Было и стало
check-verdict = Итог
check-note = Почему так
check-by-days = По кампаниям: { $days } { $days ->
    [one] день
    [few] дня
   *[many] дней
} до { $on } (с { $from }) и столько же после (по { $to }).
check-by-months = По кампаниям, целыми месяцами: { $before } и { $after }.
check-by-spend = По расходу за месяц: { $before } и { $after }.
check-nothing = Цифр за это время нет: судите по словам клиента.
check-reading = Читаю кампании…
check-wait = Кампании ещё читаются с диска. Сохраните через секунду, когда появятся числа.
check-too-early = Рано: сравнить можно { $date }, когда пройдёт неделя.
check-held = обещали { $promise }, вышло { $change }: обещание сдержано
check-missed = обещали { $promise }, вышло { $change }: вне обещанного
check-unknown = обещали { $promise }, чем кончилось — не посчитать
check-no-promise = Эффект не обещали.

# Страница карточки
advice-nothing = Рекомендаций нет. { $key } — начать первую.
advice-all-closed = Открытых рекомендаций нет. { $key } — показать закрытые: { $count }.
advice-none-found = Под «{ $text }» ничего не подходит.
advice-hygiene = Гигиена
advice-growth = Рост
advice-closed = Закрытые: { $count }
advice-closed-hint = { $key } — показать
advice-head = Принято { $accepted } · внедрено { $implemented }
advice-head-none = Клиент пока ничего не решал
advice-applies-nothing = Решений { $count }, внедрено ноль. Не углубляйте аудит: спросите, что мешает.
advice-filter-hint = слово из названия или доводов
advice-goal = Цель
advice-why = Зачем
advice-if-done = Если сделать
advice-if-not = Если нет
advice-value = Деньги купят
advice-effect = Обещаем
advice-effort = Трудоёмкость
advice-helper = Поможет
advice-how = Как сделать
advice-rule = Правило
advice-until = Срок
advice-by-day = до { $date }
advice-decision = Решение
advice-decided = { $life }, { $date }: { $who }
advice-words = — «{ $words }»
advice-check = Эффект
advice-verdict = Итог
advice-declines = { $count ->
    [one] отказ был { $count } раз
    [few] отказов было { $count }
   *[many] отказов было { $count }
}
advice-rests = вернуться можно { $date }
rate = { $percent } ({ $part } из { $whole })
advice-explain-accepted = Принято { $rate }
advice-explain-accepted-how = Принятые рекомендации, делённые на решённые (принятые и отклонённые). Считается по последнему решению; внедрённое считается принятым. Отложенное — ещё не решение. Архив считается. Гигиена: { $hygiene }; рост: { $growth }.
advice-explain-implemented = Внедрено { $rate }
advice-explain-implemented-how = Внедрённые рекомендации, делённые на принятые. Проверенное считается внедрённым. Проверено { $checked }, из них сработало { $worked }. Гигиена: { $hygiene }; рост: { $growth }.
advice-explain-rule = Правило { $rule }
advice-explain-rule-how = Принято { $accepted }, внедрено { $implemented }.

# Командная строка
cli-draft-advanced = { $title }: теперь «{ $life }»
cli-draft-flag = Внимание: { $what }.
cli-goal-number = Цели с номером { $number } в брифе нет. Открытые цели: { $goals }.
cli-effect-form = «{ $text }» не похоже на эффект. Нужно так: "cpa -10..-20".
cli-rates-accepted = Принято рекомендаций
cli-rates-implemented = Внедрено рекомендаций
