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

# Рекомендация
draft-title = Рекомендация: { $client }, { $life }
draft-name = Что сделать
draft-name-hint = одной строкой
draft-why = Зачем
draft-why-hint = какую задачу клиента это решает
draft-if-done = Что будет, если сделать
draft-if-done-hint = чего ждать и когда
draft-if-not = Что будет, если не сделать
draft-if-not-hint = чем это грозит
draft-effort = Трудоёмкость
draft-kind = Вид
draft-lacks = До готовой не хватает: { $what }
draft-complete = Всё на месте. { $key } — сохранить и отметить готовой.
draft-leave = Не сохранено. Esc ещё раз — бросить.
draft-too-long = Столько текста сюда не поместится.

# Справка
help-there = Место: { $place }
help-search = название по-русски или по-английски, @клавиша
help-how-to-search = { $key } — искать по названию, @ — по клавише
help-nothing = Ничего не нашлось.

# Загрузка файла
import-folder = Папка
import-path-hint = часть имени или путь к файлу
import-listing = Читаю папку…
import-empty-folder = Здесь пусто.
import-no-match = Такого имени здесь нет.
import-size = { $size } КБ
import-reading = Читаю файл
import-writing = Загружаю
import-stopping = Останавливаю…
import-stop = { $key } — остановить
import-close = { $key } — закрыть
import-back = { $key } — выбрать другой файл
import-all = все
import-new = новый
import-update = изменится
import-unchanged = без изменений
import-skip = пропустим
import-conflict = спорный
import-problems = не прочитано
import-no-rows = Строк нет.
import-nothing-new = Нового в файле нет, загружать нечего.
import-will-write = { $count ->
    [one] { $key } — записать { $count } запись. Отменяется одним шагом.
    [few] { $key } — записать { $count } записи. Отменяется одним шагом.
   *[many] { $key } — записать { $count } записей. Отменяется одним шагом.
}
