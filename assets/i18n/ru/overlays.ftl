# Вопросы
confirm-title = Вопрос
confirm-others = { $count ->
    [one] и ещё у { $count } клиента
    [few] и ещё у { $count } клиентов
   *[many] и ещё у { $count } клиентов
}
confirm-move = Всё равно на «{ $stage }»
