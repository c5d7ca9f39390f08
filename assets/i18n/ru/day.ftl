# Рабочий день: столбцы, порядок, подписи
app-name = Планёрка
opening = открываю портфель
column-client = клиент
column-spend = расход
column-quarter = за 3 мес
column-silence = тишина
column-next = далее
column-stage = этап
column-contact = контактное лицо
sort-name = по имени
sort-silence = по тишине
sort-next-touch = по дате касания
sort-spend = по расходу
sort-stage-age = по сроку на этапе
sort-tier = по категории
cycle-mark = в
day-mark = д
mark-why = зачем
mark-if = если
drafts-own-only = только этого клиента
agenda-load = { $count } · { $planned } из { $budget }
agenda-left-out = { $count ->
    [one] { $key } — ещё { $count } не поместился
    [few] { $key } — ещё { $count } не поместились
   *[many] { $key } — ещё { $count } не поместились
}
agenda-left-closed = { $key } — день кончился, ждут завтра: { $count }
agenda-left-day-off = { $key } — ждут рабочего дня: { $count }
agenda-local = у них { $time }
agenda-day-off = Выходной: звонков не запланировано.
status-done-today = { $count ->
    [one] сегодня { $count } касание, { $time }
    [few] сегодня { $count } касания, { $time }
   *[many] сегодня { $count } касаний, { $time }
}
done-undo = Отменено: { $what }
done-redo = Возвращено: { $what }
nothing-to-undo = Отменять нечего.
nothing-to-redo = Возвращать нечего.
ask-archive = Убрать «{ $name }» в архив?
ask-archive-hint = Клиент скроется из списков, всё записанное останется.
ask-archive-draft = Убрать рекомендацию «{ $name }» в архив?
ask-quit-unsaved = Не всё сохранено. Всё равно выйти?
copied = Скопировано: { $text }
copied-lines = { $count ->
    [one] Скопирована { $count } строка
    [few] Скопированы { $count } строки
   *[many] Скопировано { $count } строк
}
no-phone = У клиента нет телефона.
no-client = Сначала выберите клиента.
no-draft = Сначала выберите рекомендацию.
moved = { $name }: теперь «{ $stage }»
moved-many = { $count ->
    [one] Перенесён { $count } клиент
    [few] Перенесено { $count } клиента
   *[many] Перенесено { $count } клиентов
}
emergency-copied = Аварийная копия: { $path }
file-written = Записано: { $path }
theme-now = Тема: { $name }
no-next-call = Звонков в плане больше нет.
keymap-more = { $problem } (и ещё { $count }; planerka keys --check покажет все)
library-problem = { $place }: «{ $entry }» не работает: { $fault }
library-problem-file = { $place }: { $fault }
library-more = { $problem } (и ещё { $count }; planerka playbook list покажет все)
error-editor = Редактор не сработал: { $reason }. Текст остался как был.
error-directory = { $path } не открыть: { $reason }
error-not-written = В { $path } не записать: { $reason }. Ничего не потеряно, текст можно скопировать.
import-finished = Загружено: новых { $new }, обновлено { $updated }, без изменений { $unchanged }, пропущено { $skipped }.
import-stopped = Остановлено. Записанное можно отменить одним шагом.
draft-at-its-end = Рекомендация прошла весь путь, дальше шагов нет.
confirm-bulk-move = { $count ->
    [one] всего переходит { $count } клиент, каждый на свой следующий этап
    [few] всего переходят { $count } клиента, каждый на свой следующий этап
   *[many] всего переходят { $count } клиентов, каждый на свой следующий этап
}
undo-large = Отменить «{ $what }»?
undo-large-detail = { $count ->
    [one] изменится { $count } запись
    [few] изменятся { $count } записи
   *[many] изменятся { $count } записей
}
undo-verb = Отменить
next-on = дальше { $date }
theme-dark = тёмная
theme-light = светлая
theme-contrast = контрастная
