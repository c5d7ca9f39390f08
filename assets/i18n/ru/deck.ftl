# Презентация: слова на слайдах

deck-label = Рекомендации по рекламе
deck-goals = { $count ->
    [one] Цель рекламы
   *[other] Цели рекламы
}
deck-kpi = Как измеряем
deck-kpi-at-most = { $metric } не выше { $target }
deck-kpi-at-least = { $metric } не ниже { $target }
deck-kpi-plain = { $metric } { $target }
deck-place = { $number } из { $count }
deck-value = Что это даст
deck-why = Зачем
deck-if-done = Если сделать
deck-if-not = Если оставить как есть
deck-how = Как сделать
deck-effort = Трудоёмкость
deck-effort-s = до часа
deck-effort-m = до дня
deck-effort-l = больше дня
deck-effect = Ожидаемый эффект
deck-effect-range = { $metric } от { $from } до { $to }
deck-by = Предлагаемый срок
deck-helper = Кто поможет
deck-figures = Динамика: { $metric }
deck-no-data = нет данных
deck-decisions = Что решить
deck-number = №
deck-recommendation = Рекомендация
deck-decision = Ваше решение
deck-continued = (продолжение)
deck-whole = Рекомендация полностью

# Почему её нет
deck-none-written = Показывать нечего: у клиента нет ни одной рекомендации. Напишите её, потом соберите презентацию.
deck-nothing-ready = Готовых рекомендаций нет. { $what }.
deck-held = Рекомендация «{ $title }» в презентацию не идёт: { $why }.
deck-held-draft = черновик дописан, но не отмечен готовым
deck-held-lacks = черновик, не хватает: { $what }
deck-held-flawed = черновик не отметить готовым: { $what }
deck-held-sensitive = о проблеме за ней клиенту ещё не говорим
deck-held-over = по ней уже решено
deck-held-resting = клиент отказался дважды, снова предложить можно { $date }

# Когда её не записать
deck-bad-template = Шаблон { $file }, строка { $line }: { $detail }. Исправьте его или уберите, тогда будет взят встроенный.
deck-bad-logo = Логотип { $file } в этот формат не вставить. Положите рядом logo.png.
deck-failed = Презентация не собралась: { $detail }.

# Командная строка
cli-deck-not-text = Формат { $format } в терминал не вывести, назовите файл: --out ФАЙЛ
cli-deck-no-ending = Формат по окончанию «{ $ending }» не понять. Есть: { $known }; или назовите его: --format ФОРМАТ
cli-deck-one-stdout = Презентация и --json вместе в stdout не идут: назовите файл через --out или уберите --json
cli-deck-written = { $count ->
    [one] Записан { $count } слайд: { $file }
    [few] Записано { $count } слайда: { $file }
   *[many] Записано { $count } слайдов: { $file }
}
cli-deck-sent = { $count ->
    [one] Записан { $count } слайд: { $file }. Рекомендации отмечены отправленными.
    [few] Записано { $count } слайда: { $file }. Рекомендации отмечены отправленными.
   *[many] Записано { $count } слайдов: { $file }. Рекомендации отмечены отправленными.
}

# Диалог
deck-title = Презентация: { $client }
deck-format = Формат
deck-writing = записываю…
deck-still-writing = Предыдущая презентация ещё записывается. Подождите секунду и нажмите снова.
deck-slide-of = Слайд { $number } из { $count }
deck-constraints = Ограничения клиента: { $what }
deck-written = Записано: { $file }, собрано за { $time }
deck-sent = Записано и отмечено отправленным: { $file }, собрано за { $time }. Отменить отметку: { $key }
