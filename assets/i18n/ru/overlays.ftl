# Вопросы
confirm-title = Вопрос
confirm-others = { $count ->
    [one] и ещё у { $count } клиента
    [few] и ещё у { $count } клиентов
   *[many] и ещё у { $count } клиентов
}
confirm-move = Всё равно на «{ $stage }»

# Список изменений
history-undo = Отменить
history-undo-many = { $count ->
    [one] Отменить последний шаг: { $last }?
    [few] Отменить последние { $count } шага, до «{ $last }» включительно?
   *[many] Отменить последние { $count } шагов, до «{ $last }» включительно?
}
history-more = { $count ->
    [one] и ещё { $count } шаг
    [few] и ещё { $count } шага
   *[many] и ещё { $count } шагов
}
history-redo-in-turn = Возвращаются по порядку: { $key } вернёт следующий.

# Команды
palette-placeholder = что сделать или кого найти
palette-nothing = Ничего не нашлось. Можно по-русски и по-английски.
palette-client = клиент
