# Бриф клиента и анкета.

# Поля
brief-field-goals = Цели
brief-field-needs = Ждёт от нас
brief-field-done = Что делали
brief-field-business = Бизнес
brief-field-seasonality = Сезонность
brief-field-audience = Кто покупает
brief-field-budget-now = Бюджет сейчас
brief-field-budget-ceiling = Потолок бюджета
brief-field-kpi = KPI
brief-field-constraints = Нельзя

# Вопросы клиенту: их же задают вслух
brief-ask-goals = Чего вы хотите добиться рекламой?
brief-ask-needs = Чего вы ждёте от нас?
brief-ask-done = Что из рекламы уже пробовали и что получилось?
brief-ask-business = Что вы продаёте и чем отличаетесь от других?
brief-ask-seasonality = Когда спрос растёт, а когда падает?
brief-ask-audience = Кто у вас покупает?
brief-ask-budget-now = Сколько сейчас тратите на рекламу в месяц?
brief-ask-budget-ceiling = До какой суммы в месяц готовы дойти, если результат устроит?
brief-ask-kpi = По какому показателю судите о рекламе и каким он должен быть?
brief-ask-constraints = Чего нельзя говорить и делать в рекламе?

# Показатели
metric-cpa = стоимость конверсии
metric-conversions = конверсии в месяц
metric-clicks = клики в месяц
metric-ctr = CTR
metric-cpc = цена клика
metric-spend = расход в месяц
metric-cost-share = доля рекламных расходов
metric-other = другое

# Анкета
brief-sheet-title = Анкета: { $client }
brief-sheet-intro = Здравствуйте. Чтобы предлагать то, что нужно именно вам, просим ответить на вопросы ниже. Пишите прямо под вопросами, коротко тоже хорошо; каждую цель с новой строки. Если ответа пока нет, пропустите.
brief-sheet-gaps = Номера идут не подряд: остальное мы уже знаем.
brief-sheet-answer = Ответ:
brief-sheet-file = Анкета { $client }
brief-source-sheet = анкета
brief-source-sheet-words = анкета: «{ $words }»

# Страница
brief-empty = Бриф пуст. Он отвечает, зачем клиенту реклама, и растёт от разговора к разговору.
brief-empty-keys = { $edit } — заполнить, { $copy } — скопировать анкету для письма, { $paste } — вставить ответы клиента.
brief-percent = бриф { $percent }
brief-filled = Заполнено { $percent }
brief-asked = анкета отправлена: { $date }
brief-edited = правка: { $date }
brief-to-ask = Спросить на следующем разговоре
brief-blank = не заполнено
brief-goal-advice = { $count ->
    [one] { $count } рекомендация
    [few] { $count } рекомендации
   *[many] { $count } рекомендаций
}
brief-goal-none = рекомендаций нет
brief-goal-closed = снята { $date }
brief-kpi-at-most = { $metric }: не выше { $target }
brief-kpi-at-least = { $metric }: не меньше { $target }
brief-nothing-to-ask = Бриф заполнен, спрашивать нечего.

# Откуда процент
brief-explain = Заполнено { $filled } из { $all } полей, вес у всех одинаковый. Цели считаются, пока есть хоть одна открытая.
brief-explain-empty = Пусто: { $fields }.
brief-explain-edited = Бриф меняли { $date }.

# Форма
brief-form-title = Бриф
brief-form-sum-hint = 120 тыс, 120000 RUB
brief-form-sum-wrong = Сумма не понята. Можно так: 120 тыс, 120000 RUB
brief-form-source = откуда знаем
brief-form-source-hint = разговор, письмо, договор
brief-form-on = на дату
brief-form-target = цель
brief-form-target-hint = 1500, 12,5 %, 50
brief-form-target-wrong = Нужно число: 1500, 12,5 или 50
brief-form-note = пояснение
brief-form-kpi-none = нет
brief-form-sum-first = Сначала сумма: без неё источник и дату не к чему отнести.
brief-goal-title = Цель клиента
brief-goal-text = Цель
brief-goal-hint = чего хочет добиться клиент, его словами

# Закрытие цели
brief-choose-goal = Встаньте на цель, которую нужно снять.
brief-close-goal = Снять цель «{ $goal }»?
brief-close-advice = { $count ->
    [one] на неё опирается { $count } рекомендация, связь останется
    [few] на неё опираются { $count } рекомендации, связь останется
   *[many] на неё опираются { $count } рекомендаций, связь останется
}
brief-close-verb = Снять цель

# Отказы
brief-no-such-goal = Такой цели в брифе нет.
brief-goal-missing = Назовите цель хотя бы несколькими словами.
brief-no-sum = Бюджет должен быть больше нуля.

# Ответы клиента
brief-answers-title = Ответы на анкету: { $client }
brief-answers-hint = вставьте сюда письмо клиента целиком, лишнее отсеется
brief-answers-read = { $key } — разобрать ответы
brief-answers-leave = Esc ещё раз — бросить вставленное.
brief-answers-no-questions = Вопросов анкеты здесь нет. Нужны номера или сами вопросы, например: «2. отчёт раз в месяц»
brief-answers-empty = Вопросы есть, ответов под ними нет, начиная со строки { $line }.
brief-answers-preview = Что попадёт в бриф
brief-answers-was = было
brief-answers-new = новое
brief-answers-known = уже записано
brief-answers-keep = останется прежнее
brief-answers-replace = заменит прежнее
brief-answers-unclear = сумма не названа, не попадёт
brief-answers-take = { $take } — записать, { $mark } — заменить или оставить, { $back } — к тексту
brief-answers-nothing = Нового в ответах нет, записывать нечего.

# Командная строка
cli-brief-none = Бриф ещё не заполняли.
cli-brief-taken = { $client }: записано ответов { $count }, бриф { $percent }
cli-brief-kept = { $field }: оставлено прежнее. Заменить: --replace
cli-brief-unclear = { $field }: сумма не названа, строка { $line }
cli-brief-no-questions = { $file }: вопросов анкеты нет. Ожидаются номера или сами вопросы: planerka brief КЛИЕНТ --questions
cli-brief-no-answers = { $file }, строка { $line }: вопросы есть, ответов нет.
cli-brief-all-known = Всё это уже записано.
cli-card-brief = Бриф
cli-card-goals = Цели

# В разговоре
call-ask = Спросить
