# Договорённости, чек-листы, сценарии работы, вечерний экран.

until-none = без срока
until-date = до { $date }
until-overdue = { $days ->
    [one] просрочено на { $days } день
    [few] просрочено на { $days } дня
   *[many] просрочено на { $days } дней
}
quoted = «{ $text }»
page-search = слова для поиска

# Повестка
reason-promise-overdue = обещали до { $date }, опаздываем на { $days } дн: { $what }
reason-promise-today = обещали сегодня: { $what }
reason-promise-until = обещали до { $date }: { $what }
reason-promise-client = клиент обещал до { $date }: { $what }
reason-checklist-step = { $title }: { $text }
value-remind-promise = напомнить: { $what }
value-checklist-step = { $text }

# Отказы
rule-no-promise = Такой договорённости нет.
rule-no-checklist = Такого чек-листа нет.
rule-promise-empty = Напишите, что обещано.
rule-playbook-empty = В этом сценарии нет ни одного шага.
rule-already-applied = «{ $title }» уже идёт с этим клиентом. Закончите его или уберите.

# Страница
agreements-ours = Мы обещали
agreements-client = Клиент обещал
agreements-open = { $count ->
    [0] ничего открытого
    [one] { $count } открыта
    [few] { $count } открыты
   *[many] { $count } открытых
}
agreements-kept = сдержано { $kept }, нарушено { $broken }
agreements-none-ours = Мы ничего не обещали. { $key } — записать обещание.
agreements-none-client = Клиент ничего не обещал. { $key } — записать.
agreements-none-found = Ничего не нашлось.
agreements-hidden = { $count ->
    [one] и { $count } закрытая, показать: { $key }
    [few] и { $count } закрытые, показать: { $key }
   *[many] и { $count } закрытых, показать: { $key }
}
agreements-no-lists = Чек-листов нет. { $key } — выбрать сценарий работы.
agreements-start = { $key } — выбрать сценарий работы: первые 60 дней, договорённость на старте, конец месяца.
promise-open = в силе
promise-kept = сдержано
promise-broken = нарушено
promise-withdrawn = снято
checklist-progress = { $done } из { $all }
checklist-late = { $count ->
    [one] { $count } пункт просрочен
    [few] { $count } пункта просрочены
   *[many] { $count } пунктов просрочены
}
checklist-done = всё сделано
checklist-put-away = убран
checklist-call = разговор
checklist-done-on = сделано { $date }
checklist-ask-close = Убрать «{ $title }»? Не сделано пунктов: { $count }.
checklist-close = Убрать

explain-kept = { $side }: сдержано { $kept }, нарушено { $broken }
explain-kept-how = Считаем все договорённости с этим исходом за всё время, снятые по согласию не в счёт. Доля сдержанных: { $share }. Открыто сейчас: { $open }, из них просрочено на { $date }: { $late }.
explain-no-share = пока не с чего считать
explain-progress = { $title }: { $done } из { $all }
explain-progress-how = Сделанные пункты из всех. Сроки считаются от { $date }, выходные переносятся на ближайший рабочий день.

# Форма договорённости
promise-new-title = Новая договорённость
promise-edit-title = Договорённость
promise-side = Кто обещал
side-ours = мы
side-client = клиент
promise-what = Что
promise-who = Кто именно
promise-who-none = не важно
promise-who-other = другой человек
promise-who-name = Имя
promise-until = Срок
promise-evidence = Дословно
promise-note = Чем кончилось
promise-broken-title = Нарушено
promise-withdrawn-title = Снято по договорённости
step-title = Пункт чек-листа
step-done = Сделано
step-note = Что вышло

# Сценарии
playbook-title = Сценарий работы
playbook-steps = { $count ->
    [one] { $count } шаг
    [few] { $count } шага
   *[many] { $count } шагов
}
playbook-days = { $days ->
    [0] в один день
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
}
playbook-running = идёт, { $done } из { $all }
playbook-from = Начало: { $date }
playbook-from-keys = { $keys } — сдвинуть на день, { $date } — другая дата
playbook-none = Ни одного сценария не найдено.
playbook-start-title = Дата начала
playbook-start = Начало

# Вечер
evening-title = Вечер: что закрыто?
evening-calls = Обещанные звонки
evening-waiting = { $count ->
    [one] Ещё { $count } обращение ждёт ответа сегодня: g i
    [few] Ещё { $count } обращения ждут ответа сегодня: g i
   *[many] Ещё { $count } обращений ждут ответа сегодня: g i
}
evening-call-broken = Звонок остаётся за вами: n назначит другой день, m — уже поговорили иначе.
evening-ours = Мы обещали
evening-client = Клиент обещал
evening-steps = Пункты чек-листов
evening-left = { $count ->
    [one] { $count } открытый пункт
    [few] { $count } открытых пункта
   *[many] { $count } открытых пунктов
}
evening-closed = закрыто сегодня: { $count }
evening-touched = { $count ->
    [one] сегодня говорили или пробовали: { $count } клиент
    [few] сегодня говорили или пробовали: { $count } клиента
   *[many] сегодня говорили или пробовали: { $count } клиентов
}
evening-all-closed = Всё закрыто. Обещаний на сегодня не осталось.

# Обзор карточки
due-title = Обещано
due-ours = мы
due-client = клиент
due-step = шаг
due-more = { $count ->
    [one] и ещё { $count }, страница { $page }
    [few] и ещё { $count }, страница { $page }
   *[many] и ещё { $count }, страница { $page }
}

# Командная строка
cli-promise-added = Записано: { $what }.
cli-playbook-applied = { $title }: { $count ->
    [one] { $count } шаг
    [few] { $count } шага
   *[many] { $count } шагов
} для «{ $client }».
cli-no-playbook = Сценария «{ $text }» нет. Есть: { $known }.
cli-card-promises = Договорённости
cli-card-checklists = Чек-листы
cli-card-cycles = Витки
