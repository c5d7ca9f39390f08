# Утро: повестка, её окна, встречи из календаря
rule-no-meeting = Этой встречи уже нет.
rule-ends-before-begin = Встреча кончается раньше, чем начинается: поправьте конец.
import-ics-not-calendar = В «{ $file }», строка { $line }, нет начала календаря: первой ожидается BEGIN:VCALENDAR.
import-ics-broken = В «{ $file }», строка { $line }: «{ $found }» закрывает то, что не открыто; выгрузите календарь ещё раз.
import-ics-unended = В «{ $file }» раздел { $found } со строки { $line } не закрыт: файл обрезан, выгрузите календарь ещё раз.
import-ics-no-start = Строка { $line }: у встречи нет начала, она пропущена.
import-ics-bad-rule = Строка { $line }: правило повторения не прочитано, взята только первая встреча.
import-ics-bad-time = Строка { $line }: время встречи не прочитано, она пропущена.
import-ics-bad-span = Строка { $line }: встреча кончается раньше, чем начинается; она пропущена.
import-ics-zone = Строка { $line }: пояс «{ $found }» неизвестен, время взято как ваше.
import-ics-too-many = Строка { $line }: повторов слишком много, взяты первые { $found }.
import-ics-todos = Дел (VTODO) в файле: { $found }. Загружаются только встречи.
import-ics-journals = Записей дневника (VJOURNAL) в файле: { $found }. Загружаются только встречи.
meeting-untitled = (без названия)
meeting-free = не занимает времени
meeting-cancelled = отменена
meeting-removed = отменена, уберётся из дня
meeting-moved = время или слова изменились
cli-import-meetings-done = Загружено. Новых встреч: { $new }, изменено: { $updated }. Отменить: planerka undo
import-meetings-not = Встречи не загружены.
agenda-done = { $count ->
    [one] сделан { $count } · { $time }
   *[other] сделано { $count } · { $time }
}
agenda-mark-pinned = закреплён
agenda-mark-missed = пропущен
agenda-mark-clash = накладка
agenda-mark-swap = меняем
agenda-swap-with = { $name }: с кем поменять местами? Встаньте на строку и нажмите { $key }. Передумать: { $cancel }
agenda-outside = вне часов клиента
agenda-outside-there = вне часов клиента: там { $time }
agenda-replanned = Остаток дня пересчитан на { $time }. Закреплённое и сделанное на месте.
plan-call = Звонок
plan-copied = { $count ->
    [one] План дня скопирован: { $count } звонок
    [few] План дня скопирован: { $count } звонка
   *[many] План дня скопирован: { $count } звонков
}
plan-explain-title = Почему так
write-plan-title = План дня
write-plan-text = Текст — в буфер обмена
write-plan-md = Markdown — в буфер обмена
write-plan-ics = Календарь (.ics) — в файл
write-plan-json = JSON — в файл
queue-title = Что не вошло в день
queue-waiting = Не поместились
queue-aside = Отложены решением
queue-empty = Все, кто ждёт звонка, в плане.
form-snooze-title = Отложить
form-snooze-until = до какого дня
form-snooze-reason = почему
form-strike-title = Вычеркнуть из дня
form-strike-reason = почему
morning-title = Что нового со вчера
morning-offer = { $count ->
    [one] Со вчерашнего дня { $count } новость, { $key } — посмотреть
    [few] Со вчерашнего дня { $count } новости, { $key } — посмотреть
   *[many] Со вчерашнего дня { $count } новостей, { $key } — посмотреть
}
morning-left = Осталось с прошлых дней
morning-incidents = Показатели
morning-came = Пришло
morning-come = Подошёл срок
morning-occasions = Поводы
morning-focus = Фокус месяца
morning-quiet = Со вчерашнего дня ничего нового.
morning-touched = { $count ->
    [one] говорили с { $count } клиентом
   *[other] говорили с { $count } клиентами
}
morning-reached = дозвонов { $count }
morning-closed = закрыто { $count }
morning-answered = ответов { $count }
morning-clock-back = Часы переведены назад: последняя запись стоит на { $date }. Дни тишины и ожидание посчитаются верно, когда время будет правильным.
morning-left-promised = обещали позвонить
morning-left-planned = собирались позвонить
morning-left-agreed = мы обещали
morning-left-step = шаг чек-листа
morning-left-pin = стоял звонок на
morning-fire = пожар
morning-until = ответить до { $date }
morning-come-promised = обещанный звонок
morning-come-planned = запланированный звонок
morning-come-ours = мы обещали на сегодня
morning-come-theirs = клиент обещал на сегодня
morning-come-answer = сегодня ждём ответ
morning-come-park = пауза закончилась
morning-come-woke = можно вернуть в план, был отложен
morning-entered = в фокусе
morning-exited = вышел из фокуса: { $reason }
cli-export-cards-only = В формате { $format } пишутся только люди: planerka export contacts --format { $format }
cli-export-all-only = Все таблицы разом не помещаются в { $format }: planerka export all --format json (или jsonl)
cli-export-plan-only = В формате { $format } пишется только план дня: planerka export agenda --format { $format }
