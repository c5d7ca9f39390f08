# Входящие: обращения, вопросы, пожары, инциденты, идеи, скорость реакции, напоминания.

request-kind-request = обращение
request-kind-question = вопрос
request-kind-fire = пожар
request-kind-incident = инцидент
request-kind-idea = идея
request-life-open = открыто
request-life-parked = ждёт встречи
request-life-asked = спросили
request-life-answered = есть ответ
request-life-done = закрыто
request-life-dropped = снято

# Отказы
rule-no-request = Такого обращения нет.
rule-request-empty = Запишите, что сказали: без слов обращения нет.
rule-received-ahead = Это время ещё не наступило. Когда пришло обращение, укажите по часам до «сейчас».
rule-request-closed = Обращение уже закрыто. Сначала верните его в работу.
rule-relay-unclear = Назовите, кому передан вопрос.
rule-answer-empty = Запишите ответ словами специалиста.

# Экран
inbox-title = Входящие
inbox-tab-request = Обращения
inbox-tab-question = Вопросы
inbox-tab-fire = Пожары
inbox-tab-incident = Инциденты
inbox-tab-idea = Идеи
inbox-tab-speed = Скорость
inbox-left = через { $time }
inbox-late = опоздали на { $time }
inbox-kept = ответили в срок
inbox-broken = ответили с опозданием
inbox-there = у них { $time }
inbox-closed = Закрытые
inbox-half = Ответ есть, клиент его ещё не получил
inbox-to-deliver = передать клиенту
inbox-asked = спросили: { $who }
inbox-reacted = на связи, в работе
inbox-pushes-out = Вместо чего
inbox-none-here = Здесь пока ничего нет.
inbox-closed-already = Уже закрыто. { $key } — вернуть в работу.
inbox-empty-request = Обращений нет. { $key } — записать, что просит клиент.
inbox-empty-question = Открытых вопросов нет. { $key } — записать вопрос и передать его специалисту слово в слово.
inbox-empty-fire = Ничего не горит. { $fire } из любого места — записать пожар до ближайшей встречи на бегу.
inbox-empty-incident = Инцидентов нет. Они появляются сами, когда загруженные цифры ведут себя странно.
inbox-empty-idea = Идей нет. { $key } — записать, пока не забылась.
inbox-why-owes-nothing = Здесь клиенту ничего не обещано: срока ответа нет.
inbox-why-nothing-agreed = Когда обращение пришло, о сроке ответа не договаривались: виден только возраст.
inbox-why-no-due = Обещан ответ за { $minutes }, но за год в календаре клиента не нашлось рабочих часов: срок не посчитать.
inbox-why-due = Обещано за { $minutes } рабочего времени клиента ({ $from }–{ $to } по его часам). Срок: { $due }, у клиента { $there }.
inbox-no-such-client = Такого клиента нет. Наберите часть названия.
inbox-which-client = { $count ->
    [one] { $count } клиент: { $names }
    [few] { $count } клиента, например: { $names }
   *[many] { $count } клиентов, например: { $names }
}

request-step-open = вернули в работу
request-step-parked = до встречи на бегу
request-step-asked = спросили:
request-step-answered = ответ:
request-step-done = закрыто
request-step-dropped = снято
request-step-reacted = сообщили, что в работе
request-step-told = сказали:

# Формы
request-new-title = Что пришло
request-edit-title = Обращение
request-client = Клиент
request-text = Слова клиента
request-kind = Что это
request-received = Пришло
request-received-hint = сейчас, или 10:15, вчера 17:30, 15 мин назад
request-received-wrong = Не понятно, когда. Подойдут: 10:15, вчера 17:30, 20.11 17:45, 15 мин назад.
request-channel = Канал
request-no-channel = заметили сами
request-contact = От кого
request-nobody = не названо
request-minutes = Минут
request-minutes-hint = сколько займёт
request-urgent = Срочно, мимо встреч
request-became-problem = заведена проблема
request-became-draft = заведена рекомендация
fire-text = Что горит
fire-text-hint = enter — до встречи, ! в начале или ctrl-u — срочно
fire-title = Пожар
fire-title-slot = Пожар · до встречи { $slot }
fire-urgent = срочно
fire-no-slot = без встречи
fire-slot-gone = встреча { $slot } прошла
fire-slot-moved = прошла, теперь { $slot }
fire-slot-in = { $slot } через { $left }
answer-title = Ответ
answer-words = Слова
answer-deed = Что сделано
answer-deliver = клиент получил ответ
answer-put-out = потушено
answer-specialist = специалист ответил
answer-react = сказали, что в работе
answer-note = кому-то сообщили
answer-who = Кто или кому
answer-channel = Касание
answer-no-touch = не записывать
answer-amends = Компенсация
answer-amends-said = Компенсация: { $what }
relay-title = Спросить специалиста
relay-to = Кого
relay-words = Вопрос
drop-title = Снять
drop-reason = Почему

# Пожары
fires-waiting = { $count ->
    [one] { $count } пожар
    [few] { $count } пожара
   *[many] { $count } пожаров
}
fires-slot = пожары { $count } · { $slot } через { $left }
fires-slot-day = пожары { $count } · { $slot }
fires-urgent = ! срочно { $count }
sheet-title = Встреча на бегу · { $slot }
sheet-title-bare = Встреча на бегу
sheet-head = { $count ->
    [one] { $count } пожар, на него { $time }
    [few] { $count } пожара, на них { $time }
   *[many] { $count } пожаров, на них { $time }
}
sheet-fires = Что горит
sheet-none = Ничего не горит: встречу можно не собирать.
sheet-taken = Если что-то добавили, что-то убрали
sheet-need = сверх встречи нужно { $need }, освобождается { $given }
sheet-no-calls = Звонков, которые можно отдать, сегодня не осталось: остальные обещаны.
sheet-guess = { $count } мин?
sheet-told = сообщали
sheet-not-told = никому не сказали
sheet-pushed = Не звоним сегодня: { $names }
sheet-pushed-nothing = Ничего не убрали: умещаемся во встречу
sheet-reason = вытеснил пожар

# Скорость
speed-count = { $count ->
    [one] { $count } первая реакция за { $days } дней
    [few] { $count } первые реакции за { $days } дней
   *[many] { $count } первых реакций за { $days } дней
}
speed-median = обычно { $time }
speed-waiting = { $count ->
    [one] ждёт { $count }
   *[other] ждут { $count }
}
speed-how = Считаются рабочие минуты клиента: от получения до первой реакции, ночи и выходные не в счёт.
speed-own = у вас
speed-market = по опросу агентств
speed-bin-minutes = до { $count } мин
speed-bin-hours = до { $count } ч
speed-bin-day = на другой день
speed-market-hour = { $share } вместе со следующей строкой
speed-market-rest = { $share } вместе со следующей строкой
speed-market-shared = ↑
speed-decimal-point = ,
speed-within = За { $time }: у вас { $own }, по опросу { $market }.
speed-honest = Опрос называет 14,6 % до 15 минут, около 70 % за час и 18,8 % до трёх часов. Отрезок между 15 минутами и часом в нём не назван: 30 минут — наше деление, как и остаток после трёх часов.
speed-promises = Обещанный срок
speed-none-promised = Ни с кем не договорились о сроке ответа. Он задаётся в договорённостях о связи клиента.
speed-broken = Нарушено { $broken } из { $promised }
speed-reactions = { $count ->
    [one] { $count } реакция
    [few] { $count } реакции
   *[many] { $count } реакций
}
speed-client-broken = нарушено { $broken } из { $promised }

# Напоминания
due-call = { $time } звонок: { $client }
due-answer = Пора ответить: { $client }
due-deliver = Передать ответ: { $client }
due-promise = Обещали: { $client }
due-slot = { $count ->
    [one] Встреча на бегу { $time }: { $count } пожар
    [few] Встреча на бегу { $time }: { $count } пожара
   *[many] Встреча на бегу { $time }: { $count } пожаров
}
due-fires-wait = { $count ->
    [one] { $count } пожар ждёт встречи { $slot }
    [few] { $count } пожара ждут встречи { $slot }
   *[many] { $count } пожаров ждут встречи { $slot }
}
due-slot-offer = { $what }. Лист: { $inbox }, затем { $sheet }
due-rest = { $count ->
    [one] и ещё { $count }
   *[other] и ещё { $count }
}

# Командная строка
cli-request-added = { $client }: записано ({ $kind }).
cli-request-due = Обещанный срок: { $due }.
cli-fire-parked = { $client }: пожар записан до встречи { $slot }.
cli-fire-urgent = { $client }: пожар записан, срочно.
cli-bad-received = --received: не понятно «{ $text }». Подойдут 10:15, «вчера 17:30», «15 мин назад», 2026-11-20T17:45.
cli-received-ahead = --received: { $text } ещё не наступило.
cli-inbox-empty = Входящих нет.
cli-due-none = Сейчас ничего не пора.
cli-due-title = { $count ->
    [one] Пора: { $count } дело
    [few] Пора: { $count } дела
   *[many] Пора: { $count } дел
}
cli-due-no-desktop = Программы уведомлений нет (notify-send), поэтому словами: { $text }
cli-due-desktop-failed = Уведомление не показано ({ $reason }): { $text }
cli-import-incidents = { $count ->
    [one] Поднят { $count } инцидент.
    [few] Подняты { $count } инцидента.
   *[many] Поднято { $count } инцидентов.
}
import-incidents = { $count ->
    [one] поднят { $count } инцидент
    [few] подняты { $count } инцидента
   *[many] поднято { $count } инцидентов
}
